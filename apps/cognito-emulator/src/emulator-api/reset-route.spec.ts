import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  SignUpCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import type { EmulatorOptions } from '../server.js';
import { fixtureTemplate } from '../spec-support/fixture-template.js';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';

const userOfTemplate = (Username: string) => ({
  Type: 'AWS::Cognito::UserPoolUser',
  Properties: {
    UserPoolId: { Ref: 'Pool' },
    Username,
    DesiredDeliveryMediums: ['EMAIL'],
    UserAttributes: [{ Name: 'email', Value: Username }],
  },
});
const template = {
  ...fixtureTemplate,
  Resources: { ...fixtureTemplate.Resources, Tina: userOfTemplate('tina@example.com') },
};

describe('/_emulator/reset', () => {
  const resources = useResources();
  const root = temporaryDirectory();
  let count = 0;
  const start = (options: EmulatorOptions = {}) =>
    resources.add(startFixture({ template, ...options }));

  const api = async ({ emulator }: StartedEmulator, path: string, body?: unknown) =>
    fetch(`${emulator.url}/_emulator/${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  const read = async (started: StartedEmulator, path: string) => (await api(started, path)).json();
  const reset = async (started: StartedEmulator, body: object) =>
    expect((await api(started, 'reset', body)).status).toBe(204);
  const signUp = ({ sdk, client }: StartedEmulator, Username: string) =>
    sdk.send(new SignUpCommand({ ClientId: client('web').id, Username, Password: goodPassword }));
  const tina = ({ sdk, pool }: StartedEmulator) =>
    sdk.send(new AdminGetUserCommand({ UserPoolId: pool.id, Username: 'tina@example.com' }));
  const secretOf = async ({ sdk, pool }: StartedEmulator, ClientId: string) => {
    const named = { UserPoolId: pool.id, ClientId };
    const { UserPoolClient } = await sdk.send(new DescribeUserPoolClientCommand(named));
    return UserPoolClient!.ClientSecret;
  };
  const usernames = async ({ sdk, pool }: StartedEmulator) =>
    (await sdk.send(new ListUsersCommand({ UserPoolId: pool.id }))).Users!.map(
      ({ Attributes }) => Attributes!.find(({ Name }) => Name === 'email')!.Value,
    );

  it('empties everything, and can go back to the template from there', async () => {
    const started = await start();
    await signUp(started, 'ann@example.com');
    await api(started, 'clock', { advanceSeconds: 60 });
    await api(started, 'faults', { operations: { SignUp: { error: true } } });
    const before = await tina(started);
    const { id, secrets } = started.client('machine');

    await reset(started, {});
    expect(await read(started, 'pools')).toEqual([]);
    expect(await read(started, 'outbox')).toEqual([]);
    expect(await read(started, 'keys')).toEqual([]);
    expect(await read(started, 'clock')).toMatchObject({ offsetSeconds: 0 });
    expect(await read(started, 'faults')).toMatchObject({ operations: {} });
    await expect(tina(started)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });

    await reset(started, { to: 'template' });
    expect(await tina(started)).toEqual({ ...before, $metadata: expect.anything() as object });
    expect(await secretOf(started, id)).toBe(secrets[0]!.value);
  });

  it('goes back to the booted state, whatever was done to it', async () => {
    const started = await start();
    const { sdk, pool, client } = started;
    const before = await tina(started);
    const keys = await read(started, 'keys');
    const outbox = await read(started, 'outbox');
    const pools = await read(started, 'pools');
    const machine = { UserPoolId: pool.id, ClientId: client('machine').id };
    const secret = await secretOf(started, machine.ClientId);

    await signUp(started, 'ann@example.com');
    await sdk.send(new CreateUserPoolCommand({ PoolName: 'another' }));
    const named = { UserPoolId: pool.id, Username: 'tina@example.com' };
    await sdk.send(
      new AdminSetUserPasswordCommand({ ...named, Password: goodPassword, Permanent: true }),
    );
    const web = { UserPoolId: pool.id, ClientId: client('web').id };
    await sdk.send(new UpdateUserPoolClientCommand({ ...web, ClientName: 'renamed' }));
    await sdk.send(new DeleteUserPoolClientCommand(machine));

    await reset(started, { to: 'template' });
    expect(await tina(started)).toEqual({ ...before, $metadata: expect.anything() as object });
    expect(await read(started, 'keys')).toEqual(keys);
    expect(await read(started, 'outbox')).toEqual(outbox);
    expect(await read(started, 'pools')).toEqual(pools);
    expect(await secretOf(started, machine.ClientId)).toBe(secret);
    expect(await usernames(started)).toEqual(['tina@example.com']);
    const { UserPools } = await sdk.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    expect(UserPools).toHaveLength(1);

    const [invitation] = outbox as { code: string }[];
    const { ChallengeName } = await sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: web.ClientId,
        AuthParameters: { USERNAME: named.Username, PASSWORD: invitation!.code },
      }),
    );
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  });

  it('gives everyone their tries back', async () => {
    const started = await start();
    const guess = () =>
      started.sdk
        .send(
          new InitiateAuthCommand({
            AuthFlow: 'USER_PASSWORD_AUTH',
            ClientId: started.client('web').id,
            AuthParameters: { USERNAME: 'tina@example.com', PASSWORD: 'wrong' },
          }),
        )
        .catch((error: unknown) => (error as Error).message);
    const guesses = [];
    for (let round = 0; round < 6; round += 1) guesses.push(await guess());
    expect(guesses.at(-1)).toBe('Password attempts exceeded');
    await reset(started, { to: 'template' });
    expect(await guess()).toBe('Incorrect username or password.');
  });

  it('goes back to the same users and secrets after a restart, and to a changed template', async () => {
    const dataDirectory = join(root, `data-${(count += 1)}`);
    const first = await start({ dataDirectory });
    const before = await tina(first);
    const secret = await secretOf(first, first.client('machine').id);
    await signUp(first, 'ann@example.com');
    await first.close();

    const Resources = { ...template.Resources, Uma: userOfTemplate('uma@example.com') };
    const second = await start({ dataDirectory, template: { ...template, Resources } });
    expect(await usernames(second)).toHaveLength(3);
    const uma = { UserPoolId: second.pool.id, Username: 'uma@example.com' };
    const { Username: subOfUma } = await second.sdk.send(new AdminGetUserCommand(uma));
    await reset(second, { to: 'template' });
    expect(await usernames(second)).toEqual(['tina@example.com', 'uma@example.com']);
    expect(await tina(second)).toEqual({ ...before, $metadata: expect.anything() as object });
    expect((await second.sdk.send(new AdminGetUserCommand(uma))).Username).toBe(subOfUma);
    expect(await secretOf(second, second.client('machine').id)).toBe(secret);
    expect(await read(second, 'outbox')).toHaveLength(2);
    await reset(second, {});
    await second.close();

    const third = await start({ dataDirectory });
    expect(await secretOf(third, third.client('machine').id)).toBe(secret);
    await reset(third, { to: 'template' });
    expect(await usernames(third)).toEqual(['tina@example.com']);
  });

  it('lets requests see what was before or what is after', async () => {
    const started = await start();
    const { sdk, pool } = started;
    const create = (number: number) =>
      sdk.send(
        new AdminCreateUserCommand({
          UserPoolId: pool.id,
          Username: `user${number}@example.com`,
          MessageAction: 'SUPPRESS',
        }),
      );
    const attempts = Array.from({ length: 40 }, (_, number) =>
      create(number).then(
        () => 'created',
        (error: unknown) => (error as Error).name,
      ),
    );
    await Promise.all(attempts.slice(0, 3));
    const emptied = reset(started, {});
    const outcomes = new Set(await Promise.all(attempts));
    await emptied;
    for (const outcome of outcomes)
      expect(['created', 'ResourceNotFoundException']).toContain(outcome);
    // Nothing that was under way is left behind.
    expect([...started.emulator.services.users.ofPool(pool.id)]).toEqual([]);
    await reset(started, { to: 'template' });
    expect(await usernames(started)).toEqual(['tina@example.com']);
  });

  it('refuses what it does not understand and changes nothing', async () => {
    const started = await start();
    for (const body of [
      { to: 'nothing' },
      { to: null },
      { from: 'template' },
      [],
      null,
      'template',
    ]) {
      const response = await api(started, 'reset', body);
      expect([body, response.status]).toEqual([body, 400]);
    }
    expect(await usernames(started)).toEqual(['tina@example.com']);
  });
});
