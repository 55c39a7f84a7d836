import { useResources } from '@gatehouse/test-kit';
import {
  confirmedUser,
  createHarness,
  goodPassword,
  type Harness,
  signIn,
} from '../../spec-support/harness.js';

const email = 'ann@example.com';

describe('AdminSetUserPassword', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    await confirmedUser(harness);
  });

  const setPassword = (Password: string, Permanent?: boolean, Username = email) =>
    harness.call('AdminSetUserPassword', {
      UserPoolId: harness.pool.id,
      Username,
      Password,
      Permanent,
    });

  it('sets a password for good', async () => {
    await expect(setPassword('Another-horse-8', true)).resolves.toEqual({});
    await expect(signIn(harness)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    await expect(signIn(harness, 'web', email, 'Another-horse-8')).resolves.toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('sets a password until the next sign-in', async () => {
    await setPassword('Another-horse-8');
    await expect(signIn(harness, 'web', email, 'Another-horse-8')).resolves.toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
    });
  });

  it('refuses what the policy or the history refuses', async () => {
    await expect(setPassword('alllowercase', true)).rejects.toMatchObject({
      publicMessage:
        'Password did not conform with password policy: Password must have uppercase characters',
    });
    await setPassword('Another-horse-8', true);
    await expect(setPassword(goodPassword, true)).rejects.toMatchObject({
      code: 'PasswordHistoryPolicyViolationException',
    });
    await setPassword('A-third-horse-9', true);
    await expect(setPassword(goodPassword, true)).resolves.toEqual({});
  });

  it('refuses a user or a pool that is not there', async () => {
    await expect(setPassword(goodPassword, true, 'eve@example.com')).rejects.toMatchObject({
      code: 'UserNotFoundException',
    });
    const elsewhere = {
      UserPoolId: 'eu-west-1_000000000',
      Username: email,
      Password: goodPassword,
    };
    await expect(harness.call('AdminSetUserPassword', elsewhere)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      publicMessage: 'User pool eu-west-1_000000000 does not exist.',
    });
  });
});
