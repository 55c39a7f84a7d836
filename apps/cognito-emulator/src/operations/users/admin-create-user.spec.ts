import { useResources } from '@gatehouse/test-kit';
import { fixtureWith } from '../../spec-support/fixture-template.js';
import {
  confirmedUser,
  createHarness,
  goodPassword,
  type Harness,
  signIn,
} from '../../spec-support/harness.js';

const email = 'ann@example.com';

describe('AdminCreateUser', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
  });

  const create = (body: object = {}) =>
    harness.call('AdminCreateUser', {
      UserPoolId: harness.pool.id,
      Username: email,
      DesiredDeliveryMediums: ['EMAIL'],
      ...body,
    });

  it('makes a user with a temporary password, and sends it', async () => {
    const { User: user } = await create({
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    });
    expect(user).toMatchObject({
      Enabled: true,
      UserStatus: 'FORCE_CHANGE_PASSWORD',
      UserCreateDate: 1_768_478_400,
    });
    const [message] = harness.outbox.all();
    expect(message).toMatchObject({
      kind: 'AdminCreateUser',
      destination: email,
      subject: 'Your temporary password',
      body: `Your username is ${email} and temporary password is ${message?.code ?? ''}`,
    });
    await expect(signIn(harness, 'web', email, message?.code ?? '')).resolves.toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
    });
  });

  it.each([{ MessageAction: 'SUPPRESS' }, { DesiredDeliveryMediums: undefined }])(
    'sends nothing with %j',
    async (body) => {
      await create(body);
      expect(harness.outbox.all()).toEqual([]);
    },
  );

  it('lets a temporary password expire when the pool says', async () => {
    await harness.close();
    const PasswordPolicy = { TemporaryPasswordValidityDays: 3 };
    harness = await resources.add(
      createHarness(fixtureWith('Pool', { Policies: { PasswordPolicy } })),
    );
    await create({ TemporaryPassword: goodPassword });
    harness.clock.advanceSeconds(3 * 86_400 - 1);
    await expect(signIn(harness)).resolves.toHaveProperty('Session');
    harness.clock.advanceSeconds(1);
    await expect(signIn(harness)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it('tells an administrator in words of its own that somebody has the name', async () => {
    await harness.close();
    harness = await resources.add(
      createHarness(fixtureWith('Pool', { UsernameAttributes: undefined })),
    );
    const named = { Username: 'ann', UserAttributes: [{ Name: 'email', Value: email }] };
    await create(named);
    await expect(create(named)).rejects.toMatchObject({
      code: 'UsernameExistsException',
      publicMessage: 'User account already exists',
    });
  });

  it('takes the temporary password it is given, and lets it expire', async () => {
    await create({ TemporaryPassword: goodPassword });
    harness.clock.advanceSeconds(7 * 86_400);
    await expect(signIn(harness)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      publicMessage: 'Temporary password has expired and must be reset by an administrator.',
    });
    await create({ MessageAction: 'RESEND' });
    const code = harness.outbox.all().at(-1)?.code ?? '';
    await expect(signIn(harness, 'web', email, code)).resolves.toHaveProperty('Session');
  });

  it('refuses a weak password in the words it has for administrators', async () => {
    await expect(create({ TemporaryPassword: 'weakling' })).rejects.toMatchObject({
      code: 'InvalidPasswordException',
      publicMessage: 'Password did not conform with password policy: Password not long enough',
    });
    expect(harness.services.users.count(harness.pool.id)).toBe(0);
  });

  it('refuses a name that is taken', async () => {
    await confirmedUser(harness);
    await expect(create({ Username: 'ANN@example.com' })).rejects.toMatchObject({
      code: 'UsernameExistsException',
    });
    await expect(create({ MessageAction: 'RESEND' })).rejects.toMatchObject({
      code: 'UnsupportedUserStateException',
    });
  });

  it('has nobody to invite again who was never made', async () => {
    await expect(create({ MessageAction: 'RESEND' })).rejects.toMatchObject({
      code: 'UserNotFoundException',
      publicMessage: 'User does not exist.',
    });
  });

  it('makes up passwords that the policy takes', async () => {
    const { randomPassword, checkPasswordPolicy } =
      await import('../../domain/password/password-policy.js');
    for (let count = 0; count < 200; count++)
      expect(() =>
        checkPasswordPolicy(harness.pool, randomPassword(harness.pool), 'user'),
      ).not.toThrow();
  });
});
