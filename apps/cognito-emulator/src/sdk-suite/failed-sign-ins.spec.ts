import { randomUUID } from 'node:crypto';
import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminListUserAuthEventsCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { fixtureWith, type fixtureTemplate } from '../spec-support/fixture-template.js';
import { goodPassword } from '../spec-support/harness.js';
import { withSms } from '../spec-support/message-senders.js';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';

const Username = 'ann@example.com';

function template(): object {
  const ExplicitAuthFlows = ['USER_PASSWORD', 'USER', 'USER_SRP'].map(
    (flow) => `ALLOW_${flow}_AUTH`,
  );
  const flows = fixtureWith('WebClient', { ExplicitAuthFlows }) as typeof fixtureTemplate;
  const { Pool } = (
    fixtureWith('Pool', {
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SMS_MFA'],
      ...withSms(),
    }) as typeof fixtureTemplate
  ).Resources;
  return { ...flows, Resources: { ...flows.Resources, Pool } };
}

describe('sign-ins that fail', () => {
  const resources = useResources();
  let started: StartedSuite;
  let UserPoolId: string;
  let ClientId: string;
  beforeAll(async () => {
    started = await resources.add(startSuite({ template: template() }));
    UserPoolId = started.pool.id;
    ClientId = started.client('web').id;
    const user = { UserPoolId, Username };
    const UserAttributes = [{ Name: 'phone_number', Value: '+15555550100' }];
    const MessageAction = 'SUPPRESS';
    await started.sdk.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction }));
    const own = { ...user, Password: goodPassword, Permanent: true };
    await started.sdk.send(new AdminSetUserPasswordCommand(own));
    const SMSMfaSettings = { Enabled: true };
    await started.sdk.send(new AdminSetUserMFAPreferenceCommand({ ...user, SMSMfaSettings }));
  });

  const begin = (AuthFlow: string, parameters: object) =>
    started.sdk.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: AuthFlow as never,
        AuthParameters: { USERNAME: Username, ...parameters },
      }),
    );
  const answer = (ChallengeName: string, Session: string | undefined, responses: object) =>
    started.sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: ChallengeName as never,
        Session,
        ChallengeResponses: { USERNAME: Username, ...responses },
      }),
    );
  const latest = async () => {
    const command = new AdminListUserAuthEventsCommand({ UserPoolId, Username, MaxResults: 1 });
    const [event] = (await started.sdk.send(command)).AuthEvents ?? [];
    return {
      type: event?.EventType,
      response: event?.EventResponse,
      challenges: event?.ChallengeResponses,
      at: event?.CreationDate,
    };
  };
  const failed = (...challenges: readonly [string, string][]) => ({
    type: 'SignIn',
    response: 'Fail',
    challenges: challenges.map(([ChallengeName, ChallengeResponse]) => ({
      ChallengeName,
      ChallengeResponse,
    })),
  });
  const wrong = { name: 'NotAuthorizedException' };

  it('are kept, by whatever flow a wrong password came', async () => {
    const PASSWORD = 'Wrong-horse-8';
    await expect(begin('USER_PASSWORD_AUTH', { PASSWORD })).rejects.toMatchObject(wrong);
    const first = await latest();
    expect(first).toMatchObject(failed(['Password', 'Failure']));
    const PREFERRED_CHALLENGE = 'PASSWORD';
    const chosen = { PREFERRED_CHALLENGE, PASSWORD };
    await expect(begin('USER_AUTH', chosen)).rejects.toMatchObject(wrong);
    const second = await latest();
    expect(second).toMatchObject(failed(['Password', 'Failure']));
    expect(second.at).not.toEqual(first.at);
    const asked = await begin('USER_SRP_AUTH', { SRP_A: '0a' });
    const { USER_ID_FOR_SRP: USERNAME, SECRET_BLOCK } = asked.ChallengeParameters ?? {};
    const claim = {
      USERNAME,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: 'AAAA',
      TIMESTAMP: 'Tue Nov 3 09:05:07 UTC 2026',
    };
    await expect(answer('PASSWORD_VERIFIER', undefined, claim)).rejects.toMatchObject(wrong);
    const third = await latest();
    expect(third).toMatchObject(failed(['Password', 'Failure']));
    expect(third.at).not.toEqual(second.at);
  });

  it.each([
    ['USER_PASSWORD_AUTH', { PASSWORD: 'Wrong-horse-8' }],
    ['USER_SRP_AUTH', { SRP_A: '0a' }],
    ['USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Wrong-horse-8' }],
    ['USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: '0a' }],
  ])('say at once what a user has to do first, by %s with %j', async (flow, given) => {
    const USERNAME = `${randomUUID()}@example.com`;
    const user = { UserPoolId, Username: USERNAME };
    const attempt = () => begin(flow, { ...given, USERNAME });
    const signUp = { ClientId, Username: USERNAME, Password: goodPassword };
    await started.sdk.send(new SignUpCommand(signUp));
    await expect(attempt()).rejects.toMatchObject({
      name: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
    await started.sdk.send(new AdminConfirmSignUpCommand(user));
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
    await started.sdk.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes }));
    await started.sdk.send(new AdminResetUserPasswordCommand(user));
    await expect(attempt()).rejects.toMatchObject({ name: 'PasswordResetRequiredException' });
  });

  it('are kept with what was right before a wrong code', async () => {
    const { Session } = await begin('USER_PASSWORD_AUTH', { PASSWORD: goodPassword });
    await expect(answer('SMS_MFA', Session, { SMS_MFA_CODE: 'wrong1' })).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    expect(await latest()).toMatchObject(failed(['Password', 'Success'], ['Mfa', 'Failure']));
  });
});
