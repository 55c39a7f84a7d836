import {
  CreateManagedLoginBrandingCommand,
  type CreateManagedLoginBrandingCommandInput,
  DeleteManagedLoginBrandingCommand,
  DescribeManagedLoginBrandingByClientCommand,
  DescribeManagedLoginBrandingCommand,
  GetUICustomizationCommand,
  type ManagedLoginBrandingType,
  ManagedLoginBrandingExistsException,
  ResourceNotFoundException,
  SetUICustomizationCommand,
  type SetUICustomizationCommandInput,
  UpdateManagedLoginBrandingCommand,
  type UpdateManagedLoginBrandingCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { userPoolClients } from '../domain/pool/user-pool-client.js';
import { removalOf } from '../domain/removal.js';
import { userPools } from '../domain/pool/user-pool.js';
import { put } from '../domain/store.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');
const css = '.label-customizable { font-weight: 400; }';
const unknownId = 'a3c2a1f0-0000-4000-8000-000000000000';

describe('branding', () => {
  const resources = useResources();
  let started: StartedEmulator;
  let UserPoolId: string;
  let ClientId: string;
  beforeEach(async () => {
    started = await resources.add(startFixture());
    UserPoolId = started.pool.id;
    ClientId = started.client('web').id;
  });

  /** Changes the pool behind the API's back. */
  const changePool = (change: { domain?: undefined; settings?: object }) => {
    const { store, pools } = started.emulator.services;
    const pool = pools.get(UserPoolId);
    const settings = { ...pool.settings, ...change.settings };
    return store.commit([put(userPools, { ...pool, ...change, settings })]);
  };

  describe('of the classic hosted UI', () => {
    const set = async (look: Omit<SetUICustomizationCommandInput, 'UserPoolId'>) => {
      const command = new SetUICustomizationCommand({ UserPoolId, ...look });
      return (await started.sdk.send(command)).UICustomization;
    };
    const get = async (clientId?: string) => {
      const command = new GetUICustomizationCommand({ UserPoolId, ClientId: clientId });
      return (await started.sdk.send(command)).UICustomization;
    };

    it('holds for all clients but those that have their own', async () => {
      expect(await get()).toEqual({});
      const all = await set({ CSS: css, ImageFile: png });
      expect(all).toEqual({
        UserPoolId,
        ClientId: 'ALL',
        CSS: css,
        CSSVersion: expect.stringMatching(/^\d{14}$/) as string,
        ImageUrl: expect.stringMatching(/\/ALL\/\d+\/assets\/images\/image\.png$/) as string,
        CreationDate: expect.any(Date) as Date,
        LastModifiedDate: expect.any(Date) as Date,
      });
      expect(await get('ALL')).toEqual(all);
      expect(await get(ClientId)).toEqual(all);
      const own = await set({ ClientId, ImageFile: jpeg });
      expect(own).toMatchObject({
        ClientId,
        ImageUrl: expect.stringMatching(/image\.jpg$/) as string,
      });
      expect(own?.CSS).toBeUndefined();
      expect(await get(ClientId)).toEqual(own);
      await set({ ClientId });
      expect(await get(ClientId)).toEqual(all);
    });

    it('needs a domain', async () => {
      await changePool({ domain: undefined });
      const refusal = {
        name: 'InvalidParameterException',
        message: 'There has to be an existing domain associated with this user pool',
      };
      await expect(set({ CSS: css })).rejects.toMatchObject(refusal);
      await expect(get()).rejects.toMatchObject(refusal);
    });

    it.each([
      ['CSS that is too long', { CSS: 'x'.repeat(131_073) }],
      ['an image that is too large', { ImageFile: Buffer.concat([png, Buffer.alloc(102_400)]) }],
      ['an image of another kind', { ImageFile: Buffer.from('GIF89a') }],
    ])('is refused %s', async (_what, look) => {
      await expect(set(look)).rejects.toMatchObject({ name: 'InvalidParameterException' });
      expect(await get()).toEqual({});
    });

    it('is of clients that are there', async () => {
      await expect(set({ ClientId: 'nobody', CSS: css })).rejects.toBeInstanceOf(
        ResourceNotFoundException,
      );
      await expect(get('nobody')).rejects.toBeInstanceOf(ResourceNotFoundException);
    });
  });

  describe('of managed login', () => {
    const logo = { Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'PNG' } as const;
    const create = async (style: Partial<CreateManagedLoginBrandingCommandInput> = {}) => {
      const command = new CreateManagedLoginBrandingCommand({ UserPoolId, ClientId, ...style });
      return (await started.sdk.send(command)).ManagedLoginBranding!;
    };
    const describeById = async (ManagedLoginBrandingId: string, ReturnMergedResources = false) => {
      const ids = { UserPoolId, ManagedLoginBrandingId, ReturnMergedResources };
      return (await started.sdk.send(new DescribeManagedLoginBrandingCommand(ids)))
        .ManagedLoginBranding;
    };
    const update = async (
      { ManagedLoginBrandingId }: ManagedLoginBrandingType,
      style: UpdateManagedLoginBrandingCommandInput,
    ) => {
      const ids = { UserPoolId, ManagedLoginBrandingId };
      const command = new UpdateManagedLoginBrandingCommand({ ...ids, ...style });
      return (await started.sdk.send(command)).ManagedLoginBranding;
    };

    it('is one style a client', async () => {
      const Settings = { components: { pageBackground: { lightMode: { color: 'ff0000ff' } } } };
      const made = await create({ Settings, Assets: [{ ...logo, Bytes: png }] });
      expect(made).toEqual({
        ManagedLoginBrandingId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
        UserPoolId,
        UseCognitoProvidedValues: false,
        Settings,
        Assets: [{ ...logo, Bytes: new Uint8Array(png) }],
        CreationDate: expect.any(Date) as Date,
        LastModifiedDate: made.CreationDate,
      });
      expect(await describeById(made.ManagedLoginBrandingId!)).toEqual(made);
      const byClient = new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId });
      expect((await started.sdk.send(byClient)).ManagedLoginBranding).toEqual(made);
      const again = create({ UseCognitoProvidedValues: true });
      await expect(again).rejects.toBeInstanceOf(ManagedLoginBrandingExistsException);
      await expect(again).rejects.toMatchObject({
        message: `A ManagedLoginBranding already exists for client ${ClientId}`,
      });
      await create({ ClientId: started.client('server').id, UseCognitoProvidedValues: true });
    });

    it('may have images of its own beside Cognito’s settings', async () => {
      const made = await create({
        UseCognitoProvidedValues: true,
        Assets: [{ ...logo, Bytes: png }],
      });
      expect(made).toMatchObject({
        UseCognitoProvidedValues: true,
        Assets: [{ ...logo, Bytes: new Uint8Array(png) }],
      });
      expect(made).not.toHaveProperty('Settings');
    });

    it('lies on top of Cognito’s own where that is asked for', async () => {
      const Settings = { components: { pageBackground: { lightMode: { color: 'ff0000ff' } } } };
      const { ManagedLoginBrandingId: id } = await create({ Settings });
      expect(await describeById(id!, true)).toMatchObject({
        Settings: {
          categories: { global: { colorSchemeMode: 'LIGHT' } },
          components: {
            pageBackground: {
              image: { enabled: true },
              lightMode: { color: 'ff0000ff' },
              darkMode: { color: '0f1b2aff' },
            },
          },
        },
      });
    });

    it('changes in what is stated', async () => {
      const dark = { ...logo, ColorMode: 'DARK' } as const;
      const made = await create({
        Settings: { components: { form: { borderRadius: 2 } } },
        Assets: [
          { ...logo, Bytes: png },
          { ...dark, Bytes: png },
        ],
      });
      const changed = await update(made, {
        Settings: { components: { form: { lightMode: { borderColor: '000000ff' } } } },
        Assets: [{ ...dark, Bytes: jpeg, Extension: 'JPEG' }],
      });
      expect(changed).toMatchObject({
        Settings: {
          components: { form: { borderRadius: 2, lightMode: { borderColor: '000000ff' } } },
        },
        Assets: [
          { ...logo, Bytes: new Uint8Array(png) },
          { ColorMode: 'DARK', Bytes: new Uint8Array(jpeg) },
        ],
      });
      const reverted = await update(made, { UseCognitoProvidedValues: true });
      expect(reverted).toMatchObject({ UseCognitoProvidedValues: true, Assets: [] });
      expect(reverted).not.toHaveProperty('Settings');
      const again = await update(made, { Settings: { categories: {} } });
      expect(again).toMatchObject({ UseCognitoProvidedValues: false });
      for (const neither of [{}, { UseCognitoProvidedValues: false }, { Assets: [] }])
        await expect(update(made, neither)).rejects.toMatchObject({
          message: 'useCognitoProvidedValues or settings should be specified (but not both)',
        });
    });

    it.each<[string, Partial<CreateManagedLoginBrandingCommandInput>]>([
      ['its own settings beside Cognito’s', { UseCognitoProvidedValues: true, Settings: {} }],
      ['neither', {}],
      ['settings that are no object', { Settings: 'red' }],
      ['settings that are a list', { Settings: [] }],
      [
        'two images for one place',
        {
          Settings: {},
          Assets: [
            { ...logo, Bytes: png },
            { ...logo, Bytes: jpeg },
          ],
        },
      ],
      ['an image of nothing', { Settings: {}, Assets: [logo] }],
      ['an unknown place', { Assets: [{ ...logo, Category: 'MOON' as 'FORM_LOGO' }] }],
    ])('is refused %s', async (_what, style) => {
      await expect(create(style)).rejects.toMatchObject({ name: 'InvalidParameterException' });
      const byClient = new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId });
      await expect(started.sdk.send(byClient)).rejects.toBeInstanceOf(ResourceNotFoundException);
    });

    it('goes, and has to be there', async () => {
      const { ManagedLoginBrandingId: id } = await create({ UseCognitoProvidedValues: true });
      const remove = (ManagedLoginBrandingId: string) =>
        started.sdk.send(
          new DeleteManagedLoginBrandingCommand({ UserPoolId, ManagedLoginBrandingId }),
        );
      await remove(id!);
      await expect(describeById(id!)).rejects.toBeInstanceOf(ResourceNotFoundException);
      await expect(remove(unknownId)).rejects.toBeInstanceOf(ResourceNotFoundException);
      await expect(
        update({ ManagedLoginBrandingId: unknownId }, { Settings: {} }),
      ).rejects.toBeInstanceOf(ResourceNotFoundException);
      await expect(update({}, {})).rejects.toMatchObject({ name: 'InvalidParameterException' });
      await expect(create({ ClientId: 'nobody' })).rejects.toBeInstanceOf(
        ResourceNotFoundException,
      );
      await create({ UseCognitoProvidedValues: true });
    });

    it('goes with its client, as do the client’s other looks', async () => {
      await create({ UseCognitoProvidedValues: true });
      const look = { UserPoolId, ClientId, CSS: css };
      await started.sdk.send(new SetUICustomizationCommand(look));
      const { store } = started.emulator.services;
      const web = started.client('web');
      await store.commit([...removalOf(store, userPoolClients, [web]), put(userPoolClients, web)]);
      const byClient = new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId });
      await expect(started.sdk.send(byClient)).rejects.toBeInstanceOf(ResourceNotFoundException);
      const left = new GetUICustomizationCommand({ UserPoolId, ClientId });
      expect((await started.sdk.send(left)).UICustomization).toEqual({});
    });

    it('is no part of the lite plan', async () => {
      await changePool({ settings: { UserPoolTier: 'LITE' } });
      await expect(create()).rejects.toMatchObject({ name: 'FeatureUnavailableInTierException' });
    });
  });
});
