import { useResources } from '@gatehouse/test-kit';
import { fixtureWith, type fixtureTemplate } from '../../spec-support/fixture-template.js';
import {
  confirmedUser,
  createHarness,
  goodPassword,
  type Harness,
} from '../../spec-support/harness.js';

const email = 'ann@example.com';
const flows = ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'];

function template(): object {
  const client = { ExplicitAuthFlows: flows, PreventUserExistenceErrors: 'ENABLED' };
  const { Resources, ...rest } = fixtureWith('WebClient', client) as typeof fixtureTemplate;
  const pool = {
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
  };
  const { Pool } = (fixtureWith('Pool', pool) as typeof fixtureTemplate).Resources;
  return { ...rest, Resources: { ...Resources, Pool } };
}

describe('codes that a sign-in begins with', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(createHarness(template()));
  });

  const begin = (USERNAME: string, PREFERRED_CHALLENGE = 'EMAIL_OTP') =>
    harness.callUnsigned('InitiateAuth', {
      ClientId: harness.client('web').id,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME, PREFERRED_CHALLENGE },
    });
  const askedByMail = (CODE_DELIVERY_DESTINATION: string) => ({
    ChallengeName: 'EMAIL_OTP',
    Session: expect.any(String) as string,
    ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION },
    AvailableChallenges: ['EMAIL_OTP'],
  });

  it('are asked for at once where they are preferred, of somebody as of nobody', async () => {
    await confirmedUser(harness);
    expect(await begin(email)).toEqual(askedByMail('a***@e***'));
    expect(await begin('nobody@icrisat.example')).toEqual(askedByMail('n***@i***'));
    const destination = expect.stringMatching(/^.\*{3}@.\*{3}$/) as string;
    expect(await begin('+15555550100')).toEqual(askedByMail(destination));
    expect(await begin('nobody@icrisat.example', 'WEB_AUTHN')).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
    });
  });

  it('are nothing for who has a temporary password', async () => {
    const address = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ];
    await harness.call('AdminCreateUser', {
      UserPoolId: harness.pool.id,
      Username: email,
      TemporaryPassword: goodPassword,
      MessageAction: 'SUPPRESS',
      UserAttributes: address,
    });
    expect(await begin(email)).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP'],
    });
  });
});
