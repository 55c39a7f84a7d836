/** @timeoutSeconds 60 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AddUserPoolClientSecretCommand,
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  DeleteUserPoolClientSecretCommand,
  DescribeUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUserPoolClientSecretsCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import type { EmulatorOptions } from './server.js';
import { fixtureTemplate, fixtureWith } from './spec-support/fixture-template.js';
import { goodPassword } from './spec-support/harness.js';
import { type StartedEmulator, startFixture } from './spec-support/started-emulator.js';
import { temporaryDirectory } from './spec-support/temporary-directory.js';

const Username = 'ann@example.com';

const resources = useResources();

describe('an emulator with a data directory', () => {
  const root = temporaryDirectory();
  let count = 0;
  let dataDirectory: string;
  beforeEach(() => {
    dataDirectory = join(root, `data-${(count += 1)}`);
  });

  const start = (options: EmulatorOptions = {}) =>
    resources.add(startFixture({ dataDirectory, ...options }));
  const withUser = async (started: StartedEmulator) => {
    const { sdk, pool, client } = started;
    const ClientId = client('web').id;
    await sdk.send(new SignUpCommand({ ClientId, Username, Password: goodPassword }));
    const Password = 'Another-horse-8';
    const set = { UserPoolId: pool.id, Username, Password, Permanent: true };
    await sdk.send(new AdminSetUserPasswordCommand(set));
    const group = { UserPoolId: pool.id, Username, GroupName: 'support' };
    await sdk.send(new AdminAddUserToGroupCommand(group));
    const { AuthenticationResult: result } = await sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId,
        AuthParameters: { USERNAME: Username, PASSWORD: Password },
      }),
    );
    return result!;
  };

  it('has users, keys, sessions, secrets and messages again after a restart', async () => {
    const publicUrl = 'http://cognito.example';
    const first = await start({ publicUrl });
    const tokens = await withUser(first);
    const { secrets } = first.client('server');
    await first.close();

    const second = await start({ publicUrl });
    expect(second.client('server').secrets).toEqual(secrets);
    const user = await second.sdk.send(new GetUserCommand({ AccessToken: tokens.AccessToken! }));
    expect(user.UserAttributes).toContainEqual({ Name: 'email', Value: Username });
    await second.sdk.send(
      new GetTokensFromRefreshTokenCommand({
        ClientId: second.client('web').id,
        RefreshToken: tokens.RefreshToken!,
      }),
    );
    const messages = await fetch(`${second.emulator.url}/_emulator/outbox`);
    expect(await messages.json()).toHaveLength(1);
  });

  it('keeps what was revoked and who is disabled', async () => {
    const publicUrl = 'http://cognito.example';
    const first = await start({ publicUrl });
    const tokens = await withUser(first);
    const user = { UserPoolId: first.pool.id, Username };
    await first.sdk.send(new AdminUserGlobalSignOutCommand(user));
    await first.sdk.send(new AdminDisableUserCommand(user));
    await first.close();

    const second = await start({ publicUrl });
    const ClientId = second.client('web').id;
    await expect(
      second.sdk.send(new GetUserCommand({ AccessToken: tokens.AccessToken! })),
    ).rejects.toMatchObject({ message: 'Access Token has been revoked' });
    const RefreshToken = tokens.RefreshToken!;
    await expect(
      second.sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken })),
    ).rejects.toMatchObject({ message: 'Refresh Token has been revoked' });
    const AuthParameters = { USERNAME: Username, PASSWORD: 'Another-horse-8' };
    await expect(
      second.sdk.send(
        new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters }),
      ),
    ).rejects.toMatchObject({ message: 'User is disabled.' });
  });

  it('follows the template’s new settings', async () => {
    const first = await start();
    await withUser(first);
    const { CreationDate } = await described(first);
    await first.close();

    const { Resources } = fixtureWith('Pool', {
      UserPoolName: 'renamed',
    }) as typeof fixtureTemplate;
    const { LegacyClient: _, SupportGroup: __, ...kept } = Resources as Record<string, object>;
    const second = await start({ template: { ...fixtureTemplate, Resources: kept } });
    expect(await described(second)).toMatchObject({ Name: 'renamed', CreationDate });
    expect(() => second.client('legacy')).toThrow();
    const { users } = second.emulator.services;
    expect(users.groupsOf(users.get(second.pool, Username))).toEqual([]);
    await second.close();

    const third = await start();
    expect(users.groupsOf(users.get(second.pool, Username))).toEqual([]);
    expect(third.client('legacy').id).toMatch(/^[a-z0-9]{26}$/);
  });

  const described = async ({ sdk, pool }: StartedEmulator) =>
    (await sdk.send(new DescribeUserPoolCommand({ UserPoolId: pool.id }))).UserPool!;

  it('does not let what users sign in with be changed under them', async () => {
    const first = await start();
    await withUser(first);
    await first.close();
    const template = fixtureWith('Pool', { UsernameAttributes: ['phone_number'] });
    await expect(start({ template })).rejects.toThrow(
      "Pool.UsernameAttributes can't change while the pool has users",
    );
    await (await start()).close();
  });

  it('is not shared with another emulator', async () => {
    await start();
    await expect(start()).rejects.toThrow('two can not share a data directory');
  });
});

describe('client secrets in a directory', () => {
  const root = temporaryDirectory();
  let count = 0;
  let clientSecretsDirectory: string;
  beforeEach(() => {
    clientSecretsDirectory = join(root, `secrets-${(count += 1)}`);
  });

  it('are written for their owner alone, and read again', async () => {
    const first = await resources.add(startFixture({ clientSecretsDirectory }));
    const path = join(clientSecretsDirectory, 'machine');
    expect(readFileSync(path, 'utf8').trim()).toBe(first.client('machine').secrets[0]!.value);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(clientSecretsDirectory).mode & 0o777).toBe(0o700);
    await first.close();
    const own = 'Own_secret+of_24_letters';
    writeFileSync(path, `${own}\n`);
    const second = await resources.add(startFixture({ clientSecretsDirectory }));
    expect(second.client('machine').secrets).toMatchObject([{ value: own }]);
  });

  const namedMachine = ({ pool, client }: StartedEmulator) => ({
    UserPoolId: pool.id,
    ClientId: client('machine').id,
  });
  const valuesIn = (started: StartedEmulator) =>
    started.client('machine').secrets.map(({ value }) => value);
  const deleteFirst = async (started: StartedEmulator) => {
    const named = namedMachine(started);
    const { ClientSecrets: listed } = await started.sdk.send(
      new ListUserPoolClientSecretsCommand(named),
    );
    const { ClientSecretId } = listed![0]!;
    await started.sdk.send(new DeleteUserPoolClientSecretCommand({ ...named, ClientSecretId }));
  };

  it('are two while one replaces the other, and what was deleted stays so, whatever the file says', async () => {
    const options = {
      clientSecretsDirectory,
      dataDirectory: join(root, `replaced-${(count += 1)}`),
    };
    const ClientSecret = 'Own_secret+of_24_letters';
    const first = await resources.add(startFixture(options));
    const add = { ...namedMachine(first), ClientSecret };
    await first.sdk.send(new AddUserPoolClientSecretCommand(add));
    const both = valuesIn(first);
    expect(both).toHaveLength(2);
    await first.close();

    const second = await resources.add(startFixture(options));
    expect(valuesIn(second)).toEqual(both);
    await deleteFirst(second);
    await second.close();

    const path = join(clientSecretsDirectory, 'machine');
    expect(readFileSync(path, 'utf8').trim()).toBe(both[0]);
    const third = await resources.add(startFixture(options));
    expect(valuesIn(third)).toEqual([ClientSecret]);
    await third.close();

    writeFileSync(path, `${ClientSecret}\n`);
    const fourth = await resources.add(startFixture(options));
    expect(valuesIn(fourth)).toEqual([ClientSecret]);
    await fourth.close();

    writeFileSync(path, `${'another_'.repeat(4)}\n`);
    const fifth = await resources.add(startFixture(options));
    expect(valuesIn(fifth)).toEqual(['another_'.repeat(4)]);
  });

  it.each(['', 'too short', 'x'.repeat(65), 'with space and more of them'])(
    'must be good: %j',
    async (content) => {
      mkdirSync(clientSecretsDirectory);
      writeFileSync(join(clientSecretsDirectory, 'machine'), content);
      const start = startFixture({ clientSecretsDirectory });
      await expect(start).rejects.toThrow('must hold 24 to 64 letters, digits, _ or +');
    },
  );
});

describe('a template that Cognito would refuse', () => {
  it.each([
    [
      'ServerClient',
      { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
      'rotation can not be enabled',
    ],
    [
      'MachineClient',
      { AllowedOAuthFlows: ['client_credentials', 'code'], CallbackURLs: ['http://localhost'] },
      'flow can not be selected along with code flow or implicit flow.',
    ],
    ['MachineClient', { GenerateSecret: false }, 'if client does not have a client secret.'],
    ['MachineClient', { AllowedOAuthScopes: ['openid'] }, 'openid is not supported'],
    [
      'MachineClient',
      { AllowedOAuthScopes: ['orders/none'] },
      'Invalid scope requested: orders/none',
    ],
    ['WebClient', { AllowedOAuthFlows: ['code'] }, 'CallbackUrls can not be empty'],
    [
      'WorkerClient',
      { ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] },
      'can not be combined',
    ],
    ['WorkerClient', { GenerateSecret: false }, 'needs a client with a secret'],
    [
      'WebClient',
      { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] },
      "prefix 'ALLOW' cannot be used with legacy auth flow names.",
    ],
    ['WebClient', { AccessTokenValidity: 4 }, 'Invalid range for token validity.'],
    [
      'WebClient',
      {
        RefreshTokenValidity: 10,
        TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      },
      'Invalid range for token validity.',
    ],
    [
      'WebClient',
      {
        RefreshTokenValidity: 1,
        AccessTokenValidity: 61,
        TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'hours' },
      },
      'must be less than or equal to refresh token expiration times.',
    ],
    [
      'WebClient',
      { EnablePropagateAdditionalUserContextData: true },
      'Client Secret is required to set EnablePropagateAdditionalUserContextData as true',
    ],
    [
      'WebClient',
      { CallbackURLs: ['https://a.example/'], DefaultRedirectURI: 'https://b.example/' },
      'The default redirect URI https://b.example/ is not in the callback URIs list.',
    ],
  ])('does not start: %s %j', async (logicalId, properties, text) => {
    await expect(startFixture({ template: fixtureWith(logicalId, properties) })).rejects.toThrow(
      text,
    );
  });
});

describe('users of a template', () => {
  const declared = {
    ...fixtureTemplate,
    Resources: {
      ...fixtureTemplate.Resources,
      Ann: {
        Type: 'AWS::Cognito::UserPoolUser',
        Properties: {
          UserPoolId: { Ref: 'Pool' },
          Username,
          DesiredDeliveryMediums: ['EMAIL'],
          UserAttributes: [{ Name: 'name', Value: 'Ann' }],
        },
      },
      AnnInSupport: {
        Type: 'AWS::Cognito::UserPoolUserToGroupAttachment',
        Properties: { UserPoolId: { Ref: 'Pool' }, Username: { Ref: 'Ann' }, GroupName: 'support' },
      },
    },
  };

  it('are invited once and put into their groups', async () => {
    const dataDirectory = join(temporaryRoot, 'data');
    for (let round = 0; round < 2; round++) {
      const started = await resources.add(startFixture({ template: declared, dataDirectory }));
      const { users } = started.emulator.services;
      const ann = users.get(started.pool, Username);
      expect(ann).toMatchObject({ status: 'FORCE_CHANGE_PASSWORD', attributes: { name: 'Ann' } });
      expect(users.groupsOf(ann).map(({ name }) => name)).toEqual(['support']);
      const messages = await fetch(`${started.emulator.url}/_emulator/outbox`);
      expect(await messages.json()).toHaveLength(1);
      await started.close();
    }
  });

  const temporaryRoot = temporaryDirectory();
});
