import {
  InitiateAuthCommand,
  ForgotPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { type RunningEmulator, startEmulator } from './index.js';
import { fixtureTemplate } from './spec-support/fixture-template.js';
import { goodPassword } from './spec-support/harness.js';
import { sdkClient } from './spec-support/started-emulator.js';

const username = 'ann@example.com';
const password = goodPassword;

describe('an emulator in the process of a test', () => {
  const resources = useResources();
  let emulator: RunningEmulator;
  beforeAll(async () => {
    emulator = await resources.add(startEmulator({ template: fixtureTemplate }));
  });
  beforeEach(() => emulator.reset());

  const sdk = () => resources.add(sdkClient(emulator.url));
  const ClientId = () => emulator.pools()[0]!.clientIds.web!;
  const signIn = (USERNAME = username) => {
    const AuthParameters = { USERNAME, PASSWORD: password };
    const request = {
      ClientId: ClientId(),
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters,
    } as const;
    return sdk().send(new InitiateAuthCommand(request));
  };
  const forgetPassword = () =>
    sdk().send(new ForgotPasswordCommand({ ClientId: ClientId(), Username: username }));

  it('exposes no internals', () => {
    const members = ['url', 'smtpUrl', 'pools', 'users', 'outbox', 'clock', 'reset', 'close'];
    expect(Object.keys(emulator)).toEqual(members);
  });

  it('creates a user who signs in at once and got no message', async () => {
    const created = await emulator.users.create({ username, password });
    expect(created).toEqual({
      poolId: emulator.pools()[0]!.id,
      username: created.sub,
      sub: expect.stringMatching(/^[\w-]{36}$/) as string,
    });
    const { AuthenticationResult } = await signIn();
    expect(AuthenticationResult?.AccessToken).toMatch(/^ey/);
    expect(emulator.outbox.messages()).toEqual([]);
  });

  it('creates a user with a verified address, in groups', async () => {
    const groups = ['support'];
    await emulator.users.create({ username, password, groups });
    const { AuthenticationResult } = await signIn();
    const [, claims = ''] = AuthenticationResult!.IdToken!.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      email: username,
      email_verified: true,
      'cognito:groups': groups,
    });
  });

  it.each([
    ['a weak password', { password: 'weakpassword' }, 'InvalidPasswordException'],
    ['an empty password', { password: '' }, 'InvalidParameterException'],
    ['an unknown group', { groups: ['none'] }, 'ResourceNotFoundException'],
    ['an unknown pool', { poolId: 'eu-west-1_none00000' }, 'ResourceNotFoundException'],
  ])('creates no user with %s', async (_what, wrong, name) => {
    const creation = emulator.users.create({ username, password, ...wrong });
    await expect(creation).rejects.toMatchObject({ name });
    await expect(emulator.users.create({ username, password })).resolves.toHaveProperty('sub');
  });

  it('rejects a user who exists', async () => {
    await emulator.users.create({ username, password });
    await expect(emulator.users.create({ username, password })).rejects.toMatchObject({
      name: 'UsernameExistsException',
    });
    await expect(signIn()).resolves.toHaveProperty('AuthenticationResult.AccessToken');
  });

  it('requires the id of the pool unless there is one pool', async () => {
    const empty = await resources.add(startEmulator());
    await expect(empty.users.create({ username, password })).rejects.toThrow(
      'Specify poolId: the emulator has 0 pools.',
    );
  });

  it('returns the messages to a user, waits for one, and clears them', async () => {
    await emulator.users.create({ username, password });
    const waiting = emulator.outbox.waitForMessage({ username, kind: 'ForgotPassword' });
    await forgetPassword();
    const message = await waiting;
    expect(message).toMatchObject({
      destination: username,
      code: expect.stringMatching(/^\d{6}$/) as string,
    });
    expect(emulator.outbox.messages({ username })).toEqual([message]);
    expect(emulator.outbox.messages({ username: 'bob@example.com' })).toEqual([]);
    await emulator.outbox.clear({ username: 'bob@example.com' });
    expect(emulator.outbox.messages()).toEqual([message]);
    await emulator.outbox.clear();
    expect(emulator.outbox.messages()).toEqual([]);
  });

  it('rejects the wait for a message that does not come', async () => {
    await expect(emulator.outbox.waitForMessage({ username }, 0)).rejects.toThrow(
      'No message came within 0 s: {"username":"ann@example.com"}',
    );
  });

  it('moves the time of everything, and sets it', async () => {
    const before = emulator.clock.now().getTime();
    await emulator.clock.advance(3_600);
    expect(emulator.clock.now().getTime()).toBeGreaterThanOrEqual(before + 3_600_000);
    await emulator.clock.set(new Date('2030-01-01T00:00:00Z'));
    await emulator.users.create({ username, password });
    const { AuthenticationResult } = await signIn();
    const [, claims = ''] = AuthenticationResult!.AccessToken!.split('.');
    const { iat } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iat: number };
    expect(new Date(iat * 1_000).getUTCFullYear()).toBe(2030);
    await emulator.clock.reset();
    expect(emulator.clock.now().getUTCFullYear()).toBeLessThan(2030);
    await expect(emulator.clock.advance(1e12)).rejects.toThrow('more than a hundred years away');
  });

  it('returns to its template, with the same pools and keys', async () => {
    const keys = async () => (await fetch(emulator.pools()[0]!.jwksUri)).text();
    const [pools, published] = [emulator.pools(), await keys()];
    await emulator.users.create({ username, password });
    await forgetPassword();
    await emulator.reset();
    await expect(signIn()).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    expect(emulator.outbox.messages()).toEqual([]);
    expect(emulator.pools()).toEqual(pools);
    expect(await keys()).toBe(published);
  });
});
