import {
  AdminCreateUserCommand,
  AdminUpdateUserAttributesCommand,
  ForgotPasswordCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

interface Listed {
  readonly number: number;
  readonly kind: string;
  readonly destination: string;
  readonly code: string;
}

describe('/_emulator/outbox', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture());
  });
  afterEach(() =>
    fetch(`${started.emulator.url}/_emulator/reset`, { method: 'POST', body: '{"to":"template"}' }),
  );

  const outbox = (query = '', method = 'GET') =>
    fetch(`${started.emulator.url}/_emulator/outbox${query}`, { method });
  const read = async (query = '') => (await (await outbox(query)).json()) as Listed[];
  const kinds = async (query = '') => (await read(query)).map(({ kind }) => kind);
  const signUp = (Username: string) =>
    started.sdk.send(
      new SignUpCommand({
        ClientId: started.client('web').id,
        Username,
        Password: goodPassword,
      }),
    );
  const resend = (Username: string) =>
    started.sdk.send(
      new ResendConfirmationCodeCommand({ ClientId: started.client('web').id, Username }),
    );
  const invite = (Username: string) =>
    started.sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: started.pool.id,
        Username,
        UserAttributes: [
          { Name: 'email', Value: Username },
          { Name: 'email_verified', Value: 'true' },
        ],
        DesiredDeliveryMediums: ['EMAIL'],
      }),
    );

  it('finds somebody by any name or address, also one the message did not go to', async () => {
    const { UserSub } = await signUp('ann@example.com');
    await started.sdk.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: started.pool.id,
        Username: 'ann@example.com',
        UserAttributes: [{ Name: 'phone_number', Value: '+15550000001' }],
      }),
    );
    await signUp('bob@example.com');
    const names = ['ann@example.com', 'Ann@Example.COM', UserSub, '%2B15550000001', '+15550000001'];
    for (const name of names) expect(await read(`?username=${name}`)).toHaveLength(1);
    expect(await read('?username=nobody')).toEqual([]);
    expect(await read('?username=bob@example.com')).toMatchObject([
      { destination: 'bob@example.com', code: expect.stringMatching(/^\d{6}$/) as string },
    ]);
  });

  it('finds messages by kind and pool, the newest of them, and those after one', async () => {
    await signUp('ann@example.com');
    await resend('ann@example.com');
    await invite('bob@example.com');
    expect(await kinds()).toEqual(['SignUp', 'ResendCode', 'AdminCreateUser']);
    expect(await kinds('?kind=ResendCode')).toEqual(['ResendCode']);
    expect(await kinds('?limit=2')).toEqual(['ResendCode', 'AdminCreateUser']);
    expect(await kinds('?username=ann@example.com&limit=1')).toEqual(['ResendCode']);
    const [first] = await read();
    expect(await kinds(`?after=${first!.number}`)).toEqual(['ResendCode', 'AdminCreateUser']);
    expect(await kinds(`?poolId=${started.pool.id}&kind=SignUp&username=`)).toEqual(['SignUp']);
    expect(await kinds('?poolId=eu-west-1_000000000')).toEqual([]);
  });

  it('answers those who wait as soon as their message is there', async () => {
    await signUp('ann@example.com');
    const waiting = read('?username=bob@example.com&kind=ResendCode&waitSeconds=30');
    const next = read(`?after=${(await read()).at(-1)!.number}&waitSeconds=30`);
    await signUp('bob@example.com');
    expect(await next).toMatchObject([{ kind: 'SignUp', destination: 'bob@example.com' }]);
    await resend('bob@example.com');
    expect(await waiting).toMatchObject([{ kind: 'ResendCode' }]);
    expect(await kinds('?username=ann@example.com&waitSeconds=30')).toEqual(['SignUp']);
  });

  it('answers nothing when the wait is over, and when the emulator ends', async () => {
    expect(await read('?waitSeconds=0.05')).toEqual([]);
    const another = await resources.add(startFixture());
    const waiting = fetch(`${another.emulator.url}/_emulator/outbox?waitSeconds=30`);
    // The answer to a second request proves that the first one has arrived.
    await fetch(`${another.emulator.url}/health`);
    await another.close();
    expect(await (await waiting).json()).toEqual([]);
  });

  it('is emptied as a whole or of what is named', async () => {
    await signUp('ann@example.com');
    await resend('ann@example.com');
    await signUp('bob@example.com');
    expect((await outbox('?username=ANN@example.com&kind=SignUp', 'DELETE')).status).toBe(204);
    expect(await kinds()).toEqual(['ResendCode', 'SignUp']);
    expect((await outbox('', 'DELETE')).status).toBe(204);
    expect(await kinds()).toEqual([]);
  });

  it.each([
    '?user=ann',
    '?kind=Nothing',
    '?limit=0',
    '?limit=x',
    '?after=-1',
    '?waitSeconds=31',
    '?waitSeconds=x',
  ])('refuses %s', async (query) => {
    const response = await outbox(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('deletes nothing when it is not clear what', async () => {
    await signUp('ann@example.com');
    for (const query of ['?user=ann', '?limit=1', '?waitSeconds=1'])
      expect((await outbox(query, 'DELETE')).status).toBe(400);
    expect(await kinds()).toEqual(['SignUp']);
  });

  it('holds what is sent for a forgotten password', async () => {
    const { client, sdk } = started;
    const { UserSub } = await signUp('ann@example.com');
    const ClientId = client('web').id;
    const { emulator, pool } = started;
    const ann = emulator.services.users.get(pool, UserSub!);
    await emulator.services.users.save({
      ...ann,
      status: 'CONFIRMED',
      attributes: { ...ann.attributes, email_verified: 'true' },
    });
    await sdk.send(new ForgotPasswordCommand({ ClientId, Username: 'ann@example.com' }));
    expect(await kinds('?kind=ForgotPassword')).toEqual(['ForgotPassword']);
  });
});
