import {
  AdminInitiateAuthCommand,
  type AuthFlowType,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import {
  type StartedFunctions,
  startWithFunctions,
} from '../../../spec-support/started-functions.js';
import type { AuthFlow } from '../auth-flow.js';
import { authFlows } from './index.js';

const names = [...authFlows.keys()];

/** The flows that renew tokens: no user signs in (SDK, AuthFlowType). */
const renewals = ['REFRESH_TOKEN_AUTH'];

/** The flows whose request can contain a password (developer guide, "Migrate user Lambda trigger"). */
const byPassword = ['USER_PASSWORD_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'];

/** Knows every user, whatever the password. */
const migration = `
  event.response.userAttributes = { email: event.userName, email_verified: true };
  event.response.finalUserStatus = 'CONFIRMED';
  event.response.messageAction = 'SUPPRESS';`;

/** Parameters of all flows: each flow has to choose its own. */
const parametersFor = (USERNAME: string) => ({
  USERNAME,
  PASSWORD: 'Correct-horse-7',
  PREFERRED_CHALLENGE: 'PASSWORD',
  SRP_A: 'abc123',
  REFRESH_TOKEN: 'none',
});

// @ts-expect-error -- a flow that does not declare what has to hold before it runs does not compile
const _undeclared: AuthFlow = { name: 'NEW_AUTH', run: () => Promise.resolve({}) };

describe('a registered sign-in flow', () => {
  const resources = useResources();
  let started: StartedFunctions;
  beforeAll(async () => {
    started = await resources.add(
      startWithFunctions({
        functions: { PreAuthentication: '', UserMigration: migration },
        client: { ExplicitAuthFlows: names.map((name) => `ALLOW_${name}`) },
      }),
    );
  });

  const begin = async (name: string, AuthParameters: Readonly<Record<string, string>>) => {
    const request = {
      ClientId: started.client('web').id,
      AuthFlow: name as AuthFlowType,
      AuthParameters,
    };
    if (!name.startsWith('ADMIN_')) return started.sdk.send(new InitiateAuthCommand(request));
    const UserPoolId = started.pool.id;
    return started.sdk.send(new AdminInitiateAuthCommand({ ...request, UserPoolId }));
  };
  /** The functions that ran for a request, in order; some flows reject this user afterwards. */
  const functionsRunBy = async (name: string, username: string, more = {}) => {
    const before = started.told().length;
    await begin(name, { ...parametersFor(username), ...more }).catch(() => undefined);
    const ran = started.told().slice(before);
    return ran.map(({ triggerSource }) => triggerSource);
  };

  it.each(names)('runs PreAuthentication once unless it renews tokens: %s', async (name) => {
    const ran = await functionsRunBy(name, `pre-${name.toLowerCase()}@example.com`);
    expect(ran.filter((source) => source === 'PreAuthentication_Authentication')).toHaveLength(
      renewals.includes(name) ? 0 : 1,
    );
  });

  it.each(names)('runs UserMigration if the request contains a password: %s', async (name) => {
    const ran = await functionsRunBy(name, `migrated-${name.toLowerCase()}@example.com`);
    expect(ran.filter((source) => source === 'UserMigration_Authentication')).toHaveLength(
      byPassword.includes(name) ? 1 : 0,
    );
  });

  it('does not run UserMigration for USER_AUTH without the preference for a password', async () => {
    const more = { PREFERRED_CHALLENGE: 'EMAIL_OTP' };
    const ran = await functionsRunBy('USER_AUTH', 'passwordless@example.com', more);
    expect(ran).toEqual(['PreAuthentication_Authentication']);
  });

  it.each(names)('rejects a request without parameters and runs no function: %s', async (name) => {
    const before = started.told().length;
    const missing = renewals.includes(name) ? 'REFRESH_TOKEN' : 'USERNAME';
    await expect(begin(name, {})).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Missing required parameter ${missing}`,
    });
    expect(started.told()).toHaveLength(before);
  });

  it.each([
    ['USER_PASSWORD_AUTH', 'PASSWORD'],
    ['ADMIN_USER_PASSWORD_AUTH', 'PASSWORD'],
    ['USER_SRP_AUTH', 'SRP_A'],
  ])('rejects %s without %s and runs no function', async (name, missing) => {
    const before = started.told().length;
    await expect(begin(name, { USERNAME: 'ann@example.com' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Missing required parameter ${missing}`,
    });
    expect(started.told()).toHaveLength(before);
  });
});
