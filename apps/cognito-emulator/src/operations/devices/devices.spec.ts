import { getDiffieHellman } from 'node:crypto';
import { useResources } from '@gatehouse/test-kit';
import { userPools } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { devices as collection } from '../../domain/device/device.js';
import { confirmDeviceOf, harnessWithDevices, signInFrom } from '../../spec-support/devices.js';
import { confirmedUser, createHarness, type Harness } from '../../spec-support/harness.js';

const notFound = { code: 'ResourceNotFoundException', publicMessage: 'Device does not exist.' };
const optIn = { DeviceOnlyRememberedOnUserPrompt: true };

describe('devices', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(harnessWithDevices());
    await confirmedUser(harness);
  });

  const owner = (Username = 'ann@example.com') => ({ UserPoolId: harness.pool.id, Username });
  const newSignIn = (name?: string) => signInFrom(harness, undefined, name);
  const confirmed = async (name?: string) => confirmDeviceOf(harness, await newSignIn(), name);
  const attributesOf = (device: { DeviceAttributes: readonly { Name: string; Value: string }[] }) =>
    Object.fromEntries(device.DeviceAttributes.map(({ Name, Value }) => [Name, Value]));

  describe('ConfirmDevice', () => {
    it('registers the device of the sign-in, and has it remembered', async () => {
      const { AuthenticationResult: result } = await newSignIn();
      const { DeviceKey } = result.NewDeviceMetadata!;
      expect(DeviceKey).toMatch(/^eu-west-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(result.NewDeviceMetadata!.DeviceGroupKey).toMatch(/^-[0-9A-Za-z]{8}$/);
      const { AccessToken } = result;
      const answer = await harness.callUnsigned('ConfirmDevice', { AccessToken, DeviceKey });
      expect(answer).toEqual({ UserConfirmationNecessary: false });
      const { Device } = await harness.callUnsigned('GetDevice', { AccessToken, DeviceKey });
      expect(attributesOf(Device)).toEqual({ device_status: 'valid', last_ip_used: '127.0.0.1' });
    });

    it('has users asked where the pool wants it, and shows them only what they trust', async () => {
      await harness.close();
      harness = await resources.add(harnessWithDevices(optIn));
      await confirmedUser(harness);
      const { AuthenticationResult: result } = await newSignIn();
      const { AccessToken, NewDeviceMetadata } = result;
      const { DeviceKey } = NewDeviceMetadata!;
      const named = { AccessToken, DeviceKey };
      expect(await harness.callUnsigned('ConfirmDevice', named)).toEqual({
        UserConfirmationNecessary: true,
      });
      await expect(harness.callUnsigned('GetDevice', named)).rejects.toMatchObject(notFound);
      expect(await harness.callUnsigned('ListDevices', { AccessToken })).toEqual({ Devices: [] });
      const { Devices } = await harness.call('AdminListDevices', owner());
      expect(attributesOf(Devices[0]!)['dev:device_remembered_status']).toBe('not_remembered');
      const status = { DeviceRememberedStatus: 'remembered' };
      await harness.callUnsigned('UpdateDeviceStatus', { ...named, ...status });
      await expect(harness.callUnsigned('GetDevice', named)).resolves.toHaveProperty(
        'Device.DeviceKey',
        DeviceKey,
      );
    });

    it('takes a key once, from the sign-in that it was given to', async () => {
      const { accessToken: AccessToken, device } = await confirmed();
      const again = { AccessToken, DeviceKey: device.metadata.DeviceKey };
      const exists = { code: 'DeviceKeyExistsException' };
      await expect(harness.callUnsigned('ConfirmDevice', again)).rejects.toMatchObject(exists);
      const others = (await newSignIn()).AuthenticationResult.NewDeviceMetadata!;
      for (const DeviceKey of [others.DeviceKey, 'eu-west-1_00000000-0000-4000-8000-000000000000'])
        await expect(
          harness.callUnsigned('ConfirmDevice', { AccessToken, DeviceKey }),
        ).rejects.toMatchObject({
          code: 'InvalidParameterException',
          publicMessage: 'Invalid device key given.',
        });
    });

    it("does not tell, nor take, another user's device", async () => {
      const { device } = await confirmed();
      await confirmedUser(harness, 'eve@example.com');
      const { AccessToken } = (await newSignIn('eve@example.com')).AuthenticationResult;
      const { DeviceKey } = device.metadata;
      await expect(
        harness.callUnsigned('ConfirmDevice', { AccessToken, DeviceKey }),
      ).rejects.toMatchObject({ publicMessage: 'Invalid device key given.' });
      for (const name of ['GetDevice', 'ForgetDevice', 'UpdateDeviceStatus'])
        await expect(harness.callUnsigned(name, { AccessToken, DeviceKey })).rejects.toMatchObject(
          notFound,
        );
      const eves = { ...owner('eve@example.com'), DeviceKey };
      for (const name of ['AdminGetDevice', 'AdminForgetDevice', 'AdminUpdateDeviceStatus'])
        await expect(harness.call(name, eves)).rejects.toMatchObject(notFound);
    });

    it('cannot bring a forgotten device back', async () => {
      const { accessToken: AccessToken, device } = await confirmed();
      const named = { AccessToken, DeviceKey: device.metadata.DeviceKey };
      await harness.callUnsigned('ForgetDevice', named);
      await expect(
        harness.callUnsigned('ConfirmDevice', {
          ...named,
          DeviceSecretVerifierConfig: device.verifierConfig,
        }),
      ).rejects.toMatchObject({ publicMessage: 'Invalid device key given.' });
    });

    const group = getDiffieHellman('modp15').getPrime().toString('base64');
    it.each([
      ['0', { PasswordVerifier: 'AAAA', Salt: 'AQID' }],
      ["the group's prime", { PasswordVerifier: group, Salt: 'AQID' }],
      ['a text', { PasswordVerifier: 'no base64!', Salt: 'AQID' }],
      ['too long', { PasswordVerifier: Buffer.alloc(400, 1).toString('base64'), Salt: 'AQID' }],
      ['none', { Salt: 'AQID' }],
      ['without a salt', { PasswordVerifier: 'AQID' }],
    ])('refuses a verifier that is %s', async (_what, DeviceSecretVerifierConfig) => {
      const { AccessToken, NewDeviceMetadata } = (await newSignIn()).AuthenticationResult;
      const { DeviceKey } = NewDeviceMetadata!;
      await expect(
        harness.callUnsigned('ConfirmDevice', {
          AccessToken,
          DeviceKey,
          DeviceSecretVerifierConfig,
        }),
      ).rejects.toMatchObject({ code: 'InvalidParameterException' });
    });
  });

  it('shows administrators whose it is and whether it is remembered', async () => {
    const { device } = await confirmed('My phone');
    const { DeviceKey } = device.metadata;
    const { username } = harness.services.users.get(harness.pool, 'ann@example.com');
    const holder = `${username}.${harness.pool.id}`;
    const seconds = harness.clock.nowMilliseconds() / 1_000;
    const { Device } = await harness.call('AdminGetDevice', { ...owner(), DeviceKey });
    expect(Device).toEqual({
      DeviceKey,
      DeviceAttributes: [
        { Name: 'device_status', Value: 'valid' },
        { Name: 'device_name', Value: 'My phone' },
        {
          Name: 'dev:device_arn',
          Value: `arn:aws:cognito-idp:eu-west-1:123456789012:owner/${holder}/device/${DeviceKey}`,
        },
        { Name: 'dev:device_owner', Value: holder },
        { Name: 'last_ip_used', Value: '127.0.0.1' },
        { Name: 'dev:device_remembered_status', Value: 'remembered' },
        { Name: 'dev:device_sdk', Value: 'aws-sdk-unknown-unknown' },
      ],
      DeviceCreateDate: seconds,
      DeviceLastModifiedDate: seconds,
      DeviceLastAuthenticatedDate: Math.floor(seconds),
    });
  });

  it('lists page by page, and says nothing of a next page on the last', async () => {
    const keys: string[] = [];
    for (let made = 0; made < 3; made++) keys.push((await confirmed()).device.metadata.DeviceKey);
    const { accessToken: AccessToken } = await confirmed();
    await harness.call('AdminUpdateDeviceStatus', {
      ...owner(),
      DeviceKey: keys[1],
      DeviceRememberedStatus: 'not_remembered',
    });
    const keysOf = ({ Devices }: { Devices: readonly { DeviceKey: string }[] }) =>
      Devices.map(({ DeviceKey }) => DeviceKey);
    const first = await harness.callUnsigned('ListDevices', { AccessToken, Limit: 2 });
    expect(keysOf(first)).toEqual([keys[0], keys[2]]);
    const { PaginationToken } = first;
    await harness.call('AdminForgetDevice', { ...owner(), DeviceKey: keys[2] });
    const next = { AccessToken, Limit: 1, PaginationToken };
    const last = await harness.callUnsigned('ListDevices', next);
    expect(last.Devices).toHaveLength(1);
    expect(last).not.toHaveProperty('PaginationToken');
    const all = await harness.call('AdminListDevices', { ...owner(), Limit: 0 });
    expect(all.Devices).toHaveLength(3);
    expect(all).not.toHaveProperty('PaginationToken');
    await expect(
      harness.call('AdminListDevices', { ...owner(), PaginationToken: 'made-up' }),
    ).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await expect(
      harness.callUnsigned('ListDevices', { AccessToken, Limit: 61 }),
    ).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  it('are refused tokens and users that are none', async () => {
    const DeviceKey = 'eu-west-1_00000000-0000-4000-8000-000000000000';
    const nobody = { ...owner('nobody@example.com'), DeviceKey };
    for (const name of ['AdminGetDevice', 'AdminListDevices'])
      await expect(harness.call(name, nobody)).rejects.toMatchObject({
        code: 'ResourceNotFoundException',
      });
    for (const name of ['AdminForgetDevice', 'AdminUpdateDeviceStatus'])
      await expect(harness.call(name, nobody)).rejects.toMatchObject({
        code: 'UserNotFoundException',
      });
    for (const name of ['ForgetDevice', 'GetDevice'])
      await expect(harness.callUnsigned(name, { DeviceKey })).rejects.toMatchObject({
        publicMessage: 'Missing required parameter AccessToken',
      });
    const { AccessToken } = (await newSignIn()).AuthenticationResult;
    await expect(
      harness.callUnsigned('GetDevice', { AccessToken, DeviceKey: 'no key' }),
    ).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  it('go with their user and with their pool', async () => {
    await confirmed();
    const kept = () => [...harness.services.store.all(collection)].length;
    expect(kept()).toBe(1);
    await harness.call('AdminDeleteUser', owner());
    expect(kept()).toBe(0);
    await confirmedUser(harness);
    await confirmed();
    await harness.call('DeleteUserPoolDomain', {
      UserPoolId: harness.pool.id,
      Domain: harness.pool.domain,
    });
    await harness.call('DeleteUserPool', { UserPoolId: harness.pool.id });
    expect(kept()).toBe(0);
  });

  it('are there only in pools that remember them', async () => {
    const { accessToken: AccessToken, device } = await confirmed();
    const { DeviceKey } = device.metadata;
    const { DeviceConfiguration: _off, ...settings } = harness.pool.settings;
    await harness.services.store.commit([put(userPools, { ...harness.pool, settings })]);
    const off = { code: 'InvalidUserPoolConfigurationException' };
    const own = ['ConfirmDevice', 'ForgetDevice', 'GetDevice', 'ListDevices', 'UpdateDeviceStatus'];
    for (const name of own)
      await expect(harness.callUnsigned(name, { AccessToken, DeviceKey })).rejects.toMatchObject(
        off,
      );
    for (const name of ['ForgetDevice', 'GetDevice', 'ListDevices', 'UpdateDeviceStatus'])
      await expect(harness.call(`Admin${name}`, { ...owner(), DeviceKey })).rejects.toMatchObject(
        off,
      );
    const result = (await signInFrom(harness, 'eu-west-1_0')).AuthenticationResult;
    expect(result).not.toHaveProperty('NewDeviceMetadata');
  });

  it('are not remembered by a pool that says nothing, or nothing in it', async () => {
    for (const start of [createHarness, () => harnessWithDevices({})]) {
      const pool = await resources.add(start());
      await confirmedUser(pool);
      const { AuthenticationResult: result } = await signInFrom(pool);
      expect(result).not.toHaveProperty('NewDeviceMetadata');
    }
  });
});
