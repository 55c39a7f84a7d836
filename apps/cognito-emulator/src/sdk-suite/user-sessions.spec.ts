import {
  AdminCreateUserCommand,
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolCommand,
  GetUserCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  InitiateAuthCommand,
  ListUserSessionsCommand,
  RevokeUserSessionCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { goodPassword } from '../spec-support/harness.js';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';

let users = 0;

describe('the sessions of users', () => {
  const resources = useResources();
  let started: StartedSuite;
  let UserPoolId: string;
  let ClientId: string;
  let Username: string;
  beforeAll(async () => {
    started = await resources.add(startSuite());
    UserPoolId = started.pool.id;
    ClientId = started.client('web').id;
  });
  beforeEach(async () => {
    Username = `${(users += 1)}-ann@example.com`;
    const user = { UserPoolId, Username };
    await started.sdk.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
    const own = { ...user, Password: goodPassword, Permanent: true };
    await started.sdk.send(new AdminSetUserPasswordCommand(own));
  });

  const track = (UserSessionTracking: 'ENABLED' | 'DISABLED', MaxPerUser = 20, pool = UserPoolId) =>
    started.sdk.send(
      new SetUserPoolSessionConfigurationCommand({
        UserPoolId: pool,
        UserSessionTracking,
        TokenSession: { MaxPerUser },
      }),
    );
  const initiate = async (AuthFlow: string, AuthParameters: object) => {
    const parameters = AuthParameters as Record<string, string>;
    const command = new InitiateAuthCommand({
      ClientId,
      AuthFlow: AuthFlow as never,
      AuthParameters: parameters,
    });
    return (await started.sdk.send(command)).AuthenticationResult;
  };
  const signIn = async () => {
    const result = await initiate('USER_PASSWORD_AUTH', {
      USERNAME: Username,
      PASSWORD: goodPassword,
    });
    return { access: result?.AccessToken ?? '', refresh: result?.RefreshToken ?? '' };
  };
  const list = async (AccessToken: string) =>
    (await started.sdk.send(new ListUserSessionsCommand({ AccessToken }))).Sessions ?? [];
  const adminList = async () => {
    const command = new AdminListUserSessionsCommand({ UserPoolId, Username });
    return (await started.sdk.send(command)).Sessions ?? [];
  };
  const isGood = (AccessToken: string) =>
    started.sdk.send(new GetUserCommand({ AccessToken })).then(
      () => true,
      () => false,
    );

  it('are not tracked unless that is switched on', async () => {
    const { access } = await signIn();
    await expect(list(access)).rejects.toMatchObject({ name: 'OperationNotEnabledException' });
    await expect(adminList()).rejects.toMatchObject({ name: 'OperationNotEnabledException' });
    const read = new GetUserPoolSessionConfigurationCommand({ UserPoolId });
    expect(await started.sdk.send(read)).toMatchObject({
      UserPoolId,
      UserSessionTracking: 'DISABLED',
      TokenSession: { MaxPerUser: 20 },
    });
    const set = { UserPoolId, ClientId, SSOSession: { MaxValidityMinutes: 5 } };
    await expect(
      started.sdk.send(new SetUserPoolClientSessionConfigurationCommand(set)),
    ).rejects.toMatchObject({ name: 'OperationNotEnabledException' });
    expect(await track('ENABLED', 3)).toMatchObject({ TokenSession: { MaxPerUser: 3 } });
    expect(await list(access)).toEqual([]);
  });

  it('are listed, with the one that asks', async () => {
    await track('ENABLED');
    const [first, second] = [await signIn(), await signIn()];
    const sessions = await list(second.access);
    expect(sessions).toHaveLength(2);
    for (const session of sessions)
      expect(session).toMatchObject({
        SessionId: expect.stringMatching(/^tkn[\da-z]{25}$/) as string,
        SessionType: 'TOKEN',
        ClientId,
      });
    const current = sessions.filter(({ IsCurrentSession: is }) => is);
    expect(current).toHaveLength(1);
    const others = await list(first.access);
    const other = others.find(({ IsCurrentSession: is }) => is);
    expect(other?.SessionId).not.toBe(current[0]?.SessionId);
    const listed = await adminList();
    expect(listed.map(({ IsCurrentSession: is }) => is)).toEqual([false, false]);
  });

  it('end when they are revoked, but not by their own token', async () => {
    await track('ENABLED');
    const [first, second] = [await signIn(), await signIn()];
    const sessions = await list(first.access);
    const own = sessions.find(({ IsCurrentSession: is }) => is)?.SessionId;
    const other = sessions.find(({ IsCurrentSession: is }) => is === false)?.SessionId;
    const revoke = (SessionId: string | undefined) =>
      started.sdk.send(new RevokeUserSessionCommand({ AccessToken: first.access, SessionId }));
    await expect(revoke(own)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await revoke(other);
    await expect(revoke(other)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect([await isGood(first.access), await isGood(second.access)]).toEqual([true, false]);
    await expect(
      initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: second.refresh }),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    expect(await list(first.access)).toHaveLength(1);
    const user = { UserPoolId, Username, SessionId: own };
    await started.sdk.send(new AdminRevokeUserSessionCommand(user));
    expect(await isGood(first.access)).toBe(false);
    expect(await adminList()).toEqual([]);
  });

  it('make room for a new one where there are too many, the least recently used first', async () => {
    await track('ENABLED', 2);
    const [first, second] = [await signIn(), await signIn()];
    await initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: first.refresh });
    const third = await signIn();
    const good = await Promise.all([first, second, third].map(({ access }) => isGood(access)));
    expect(good).toEqual([true, false, true]);
    expect(await adminList()).toHaveLength(2);
  });

  it('are configured within bounds, by client too, and not in the Lite plan', async () => {
    await track('ENABLED');
    await expect(track('ENABLED', 0)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(track('ENABLED', 101)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const read = new GetUserPoolClientSessionConfigurationCommand({ UserPoolId, ClientId });
    expect((await started.sdk.send(read)).SSOSession).toEqual({ MaxValidityMinutes: 60 });
    const set = (MaxValidityMinutes: number) =>
      started.sdk.send(
        new SetUserPoolClientSessionConfigurationCommand({
          UserPoolId,
          ClientId,
          SSOSession: { MaxValidityMinutes },
        }),
      );
    await expect(set(129_601)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await set(0);
    expect((await started.sdk.send(read)).SSOSession).toEqual({ MaxValidityMinutes: 0 });
    const lite = new CreateUserPoolCommand({ PoolName: 'lite', UserPoolTier: 'LITE' });
    const id = (await started.sdk.send(lite)).UserPool?.Id;
    await expect(track('ENABLED', 20, id)).rejects.toMatchObject({
      name: 'FeatureUnavailableInTierException',
    });
    const update = (UserPoolTier: 'LITE' | 'PLUS') =>
      started.sdk.send(new UpdateUserPoolCommand({ UserPoolId: id, UserPoolTier }));
    await update('PLUS');
    await track('ENABLED', 20, id);
    await expect(update('LITE')).rejects.toMatchObject({ name: 'TierChangeNotAllowedException' });
    await track('DISABLED', 20, id);
    await update('LITE');
  });
});
