import { useResources } from '@gatehouse/test-kit';
import { type fixtureTemplate, fixtureWith } from '../../spec-support/fixture-template.js';
import { createHarness, goodPassword, type Harness } from '../../spec-support/harness.js';

const email = 'ann@example.com';
const accepted = {
  USER_PASSWORD_AUTH: { AuthenticationResult: { TokenType: 'Bearer' } },
  USER_SRP_AUTH: { ChallengeName: 'PASSWORD_VERIFIER' },
  USER_AUTH: { ChallengeName: 'SELECT_CHALLENGE' },
} as const;
const flows = Object.keys(accepted) as (keyof typeof accepted)[];

describe('the names a user signs in by', () => {
  const resources = useResources();
  let harness: Harness;
  let sub: string;

  /** A user with an address that is proved, in a pool with settings of its own. */
  async function begin(Username: string, names: object): Promise<void> {
    const ExplicitAuthFlows = flows.map((flow) => `ALLOW_${flow}`);
    const { Pool } = (fixtureWith('Pool', names as never) as typeof fixtureTemplate).Resources;
    const template = fixtureWith('WebClient', {
      ExplicitAuthFlows,
      PreventUserExistenceErrors: 'LEGACY',
    }) as typeof fixtureTemplate;
    harness = await resources.add(
      createHarness({ ...template, Resources: { ...template.Resources, Pool } }),
    );
    const UserPoolId = harness.pool.id;
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ];
    await harness.call('AdminCreateUser', {
      UserPoolId,
      Username,
      UserAttributes,
    });
    const own = { UserPoolId, Username, Password: goodPassword, Permanent: true };
    await harness.call('AdminSetUserPassword', own);
    sub = harness.services.users.get(harness.pool, Username).sub;
  }
  const signIn = (AuthFlow: string, USERNAME: string) =>
    harness.callUnsigned('InitiateAuth', {
      AuthFlow,
      ClientId: harness.client('web').id,
      AuthParameters: { USERNAME, PASSWORD: goodPassword, SRP_A: '0a' },
    });

  it.each(flows)('are username and alias, and no sub beside them, by %s', async (flow) => {
    await begin('ann', { UsernameAttributes: undefined, AliasAttributes: ['email'] });
    await expect(signIn(flow, 'Ann')).resolves.toMatchObject(accepted[flow]);
    await expect(signIn(flow, email)).resolves.toMatchObject(accepted[flow]);
    await expect(signIn(flow, sub)).rejects.toMatchObject({ code: 'UserNotFoundException' });
    const byAdmin = { UserPoolId: harness.pool.id, Username: sub };
    await expect(harness.call('AdminGetUser', byAdmin)).resolves.toMatchObject({
      Username: 'ann',
    });
  });

  it('are the sub too where it is the username', async () => {
    await begin(email, {});
    for (const flow of flows)
      await expect(signIn(flow, sub)).resolves.toMatchObject(accepted[flow]);
  });
});
