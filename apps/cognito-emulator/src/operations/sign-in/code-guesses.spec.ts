import { useResources } from '@gatehouse/test-kit';
import { fixtureWith, type fixtureTemplate } from '../../spec-support/fixture-template.js';
import {
  confirmedUser,
  createHarness,
  goodPassword,
  type Harness,
} from '../../spec-support/harness.js';
import { totp } from '../../spec-support/totp.js';
import { wrongCode } from '../../spec-support/wrong-code.js';

const locked = { code: 'NotAuthorizedException', publicMessage: 'Password attempts exceeded' };
const wrong = { code: 'CodeMismatchException' };

function template(): object {
  const client = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'] };
  const withFlows = fixtureWith('WebClient', client) as typeof fixtureTemplate;
  const pool = {
    MfaConfiguration: 'OPTIONAL',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
  };
  const { Pool } = (fixtureWith('Pool', pool) as typeof fixtureTemplate).Resources;
  return { ...withFlows, Resources: { ...withFlows.Resources, Pool } };
}

describe('guesses of codes', () => {
  const resources = useResources();
  let harness: Harness;
  let ClientId: string;
  let USERNAME: string;
  beforeEach(async () => {
    harness = await resources.add(createHarness(template()));
    ClientId = harness.client('web').id;
    const { services, pool } = harness;
    USERNAME = services.users.findBySub(pool.id, await confirmedUser(harness))!.username;
  });

  const begin = (AuthFlow: string, more: object) => {
    const AuthParameters = { USERNAME, ...more };
    return harness.callUnsigned('InitiateAuth', { ClientId, AuthFlow, AuthParameters });
  };
  const byPassword = () => begin('USER_PASSWORD_AUTH', { PASSWORD: goodPassword });
  const answer = (ChallengeName: string, Session: string, member: string, code: string) =>
    harness.callUnsigned('RespondToAuthChallenge', {
      ClientId,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME, [member]: code },
    });

  /** A user with an authenticator app, and the codes it shows. */
  const withApp = async () => {
    const { AccessToken } = (await byPassword()).AuthenticationResult;
    const { SecretCode } = (await harness.callUnsigned('AssociateSoftwareToken', {
      AccessToken,
    })) as unknown as { SecretCode: string };
    const code = () => totp(SecretCode, harness.clock.nowMilliseconds());
    await harness.callUnsigned('VerifySoftwareToken', { AccessToken, UserCode: code() });
    await harness.callUnsigned('SetUserMFAPreference', {
      AccessToken,
      SoftwareTokenMfaSettings: { Enabled: true },
    });
    harness.clock.advanceSeconds(90);
    return code;
  };
  const guess = (Session: string, code: string) =>
    answer('SOFTWARE_TOKEN_MFA', Session, 'SOFTWARE_TOKEN_MFA_CODE', code);

  it('are slowed down over several sign-ins, though each begins with the right password', async () => {
    const code = await withApp();
    for (let guesses = 0; guesses < 5; guesses += 1) {
      const { Session } = await byPassword();
      await expect(guess(Session, wrongCode(code()))).rejects.toMatchObject(wrong);
    }
    const { Session } = await byPassword();
    await expect(guess(Session, code())).rejects.toMatchObject(locked);
    harness.clock.advanceSeconds(1);
    await expect(guess(Session, wrongCode(code()))).rejects.toMatchObject(wrong);
    harness.clock.advanceSeconds(1);
    await expect(guess(Session, code())).rejects.toMatchObject(locked);
    harness.clock.advanceSeconds(1);
    expect(await guess(Session, code())).toHaveProperty('AuthenticationResult.AccessToken');
  });

  it('begin anew after a right code, and not after one that was used', async () => {
    const code = await withApp();
    const { Session } = await byPassword();
    for (let guesses = 0; guesses < 4; guesses += 1)
      await expect(guess(Session, wrongCode(code()))).rejects.toMatchObject(wrong);
    await guess(Session, code());
    const { Session: next } = await byPassword();
    for (let guesses = 0; guesses < 4; guesses += 1)
      await expect(guess(next, wrongCode(code()))).rejects.toMatchObject(wrong);
    await expect(guess(next, code())).rejects.toMatchObject({ code: 'ExpiredCodeException' });
    await expect(guess(next, wrongCode(code()))).rejects.toMatchObject(wrong);
    const { Session: last } = await byPassword();
    await expect(guess(last, wrongCode(code()))).rejects.toMatchObject(locked);
  });

  it.each(['somebody', 'nobody'])(
    'are slowed down for %s where a code comes first',
    async (who) => {
      if (who === 'nobody') USERNAME = 'nobody@example.com';
      const start = async () => {
        const asked = await begin('USER_AUTH', { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
        if (asked.ChallengeName === 'EMAIL_OTP') return asked.Session;
        return (await answer('SELECT_CHALLENGE', asked.Session, 'ANSWER', 'EMAIL_OTP')).Session;
      };
      const wrongGuess = () => {
        const sent = harness.outbox.all().at(-1)?.code ?? '';
        return wrongCode(sent);
      };
      for (let guesses = 0; guesses < 5; guesses += 1) {
        const session = await start();
        await expect(
          answer('EMAIL_OTP', session, 'EMAIL_OTP_CODE', wrongGuess()),
        ).rejects.toMatchObject(wrong);
      }
      await expect(
        answer('EMAIL_OTP', await start(), 'EMAIL_OTP_CODE', wrongGuess()),
      ).rejects.toMatchObject(locked);
    },
  );
});
