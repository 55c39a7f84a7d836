import { useResources } from '@gatehouse/test-kit';
import { fixtureWith } from '../../../spec-support/fixture-template.js';
import {
  confirmedUser,
  createHarness,
  type Harness,
  signIn,
} from '../../../spec-support/harness.js';
import { totp } from '../../../spec-support/totp.js';

const Username = 'ann@example.com';
const refused = { code: 'NotAuthorizedException', publicMessage: 'Invalid session for the user.' };

describe('setting up a second factor on the way', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    const settings = { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] };
    harness = await resources.add(createHarness(fixtureWith('Pool', settings)));
    await confirmedUser(harness);
  });

  const associate = (Session: string) =>
    harness.callUnsigned('AssociateSoftwareToken', { Session }) as unknown as Promise<{
      readonly SecretCode: string;
      readonly Session: string;
    }>;
  const verify = (Session: string, UserCode: string) =>
    harness.callUnsigned('VerifySoftwareToken', { Session, UserCode });
  const setUp = async (session: string) => {
    const { SecretCode, Session } = await associate(session);
    return verify(Session, totp(SecretCode, harness.clock.nowMilliseconds()));
  };
  const finish = (Session: string) =>
    harness.callUnsigned('RespondToAuthChallenge', {
      ChallengeName: 'MFA_SETUP',
      ClientId: harness.client('web').id,
      Session,
      ChallengeResponses: { USERNAME: Username },
    });

  it('ends with the session in which a code was shown, once', async () => {
    const { Session } = await setUp((await signIn(harness)).Session);
    expect(await finish(Session)).toHaveProperty('AuthenticationResult');
    for (const again of [() => finish(Session), () => associate(Session)])
      await expect(again()).rejects.toMatchObject({
        publicMessage: 'Invalid session for the user, session can only be used once.',
      });
  });

  it('counts from the moment a code was shown, whatever becomes of the sign-in', async () => {
    await setUp((await signIn(harness)).Session);
    expect(await signIn(harness)).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
  });

  it('is over for a sign-in beside which it happened', async () => {
    const [other, another] = [(await signIn(harness)).Session, (await signIn(harness)).Session];
    const begun = await associate(other);
    await setUp(another);
    await expect(finish(begun.Session)).rejects.toMatchObject(refused);
    await expect(associate(begun.Session)).rejects.toMatchObject(refused);
    const code = totp(begun.SecretCode, harness.clock.nowMilliseconds());
    await expect(verify(begun.Session, code)).rejects.toMatchObject(refused);
  });
});
