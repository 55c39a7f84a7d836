import { useResources } from '@gatehouse/test-kit';
import { createHarness, goodPassword, type Harness } from '../../spec-support/harness.js';
import { fixtureWith } from '../../spec-support/fixture-template.js';
import { withSms } from '../../spec-support/message-senders.js';

describe('SignUp', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
  });

  const signUp = (body: object = {}, on = harness) =>
    on.callUnsigned('SignUp', {
      ClientId: on.client('web').id,
      Username: 'Ann@Example.com',
      Password: goodPassword,
      ...body,
    });

  it('makes an unconfirmed user whose username is its sub, and sends a code', async () => {
    const answer = await signUp({ UserAttributes: [{ Name: 'name', Value: 'Ann' }] });
    const user = await harness.call('AdminGetUser', {
      UserPoolId: harness.pool.id,
      Username: 'ANN@example.com',
    });
    expect(answer).toEqual({
      UserConfirmed: false,
      UserSub: user.Username,
      CodeDeliveryDetails: {
        Destination: 'A***@E***',
        DeliveryMedium: 'EMAIL',
        AttributeName: 'email',
      },
    });
    expect(user).toMatchObject({ UserStatus: 'UNCONFIRMED', Enabled: true });
    expect(user.UserAttributes).toEqual(
      expect.arrayContaining([
        { Name: 'email', Value: 'Ann@Example.com' },
        { Name: 'name', Value: 'Ann' },
        { Name: 'sub', Value: answer.UserSub },
      ]),
    );
    const [message] = harness.outbox.all();
    expect(message).toMatchObject({
      kind: 'SignUp',
      medium: 'EMAIL',
      destination: 'Ann@Example.com',
      subject: 'Welcome',
      sub: answer.UserSub,
      sentAt: '2026-01-15T12:00:00.000Z',
    });
    expect(message?.code).toMatch(/^\d{6}$/);
    expect(message?.body).toBe(`Welcome Ann@Example.com, your code: ${message?.code ?? ''}`);
  });

  it('keeps salt and verifier of the password and not the password', async () => {
    const { UserSub } = await signUp();
    const user = harness.services.users.findBySub(harness.pool.id, UserSub);
    expect(JSON.stringify(user)).not.toContain(goodPassword);
    expect(user?.password?.verifier).toMatch(/^[0-9a-f]{768}$/);
  });

  it('refuses a name that is taken, in whatever case', async () => {
    await signUp();
    await expect(signUp({ Username: 'ANN@EXAMPLE.COM' })).rejects.toMatchObject({
      code: 'UsernameExistsException',
      publicMessage: 'An account with the given email already exists.',
    });
    expect(harness.outbox.all()).toHaveLength(1);
  });

  it('takes the address as name and as attribute, in whatever case', async () => {
    const UserAttributes = [{ Name: 'email', Value: 'ann@example.com' }];
    await expect(signUp({ UserAttributes })).resolves.toHaveProperty('UserSub');
  });

  it('lets exactly one of many concurrent sign-ups win', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => signUp()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(harness.services.users.count(harness.pool.id)).toBe(1);
    expect(harness.outbox.all()).toHaveLength(1);
  });

  it.each([
    ['Sh0rt-pw', 'Password not long enough'],
    ['lower-case-7', 'Password must have uppercase characters'],
    ['UPPER-CASE-7', 'Password must have lowercase characters'],
    ['No-number-here', 'Password must have numeric characters'],
    ['NoSymbolHere7', 'Password must have symbol characters'],
  ])('refuses the password %s with one demand at a time', async (Password, demand) => {
    await expect(signUp({ Password })).rejects.toMatchObject({
      code: 'InvalidPasswordException',
      publicMessage: `Password did not conform with policy: ${demand}`,
    });
    expect(harness.services.users.count(harness.pool.id)).toBe(0);
  });

  it('takes a space inside a password as its symbol', async () => {
    const { UserSub } = await signUp({ Password: 'Correct horse 7' });
    expect(harness.services.users.get(harness.pool, UserSub).status).toBe('UNCONFIRMED');
  });

  it.each([
    [{ Username: 'ann' }, 'Username should be an email.'],
    [{ UserAttributes: [{ Name: 'email', Value: 'eve@example.com' }] }, 'must be the same'],
    [{ UserAttributes: [{ Name: 'custom:none', Value: 'x' }] }, 'custom:none: Attribute does not'],
    [
      { UserAttributes: [{ Name: '__proto__', Value: 'x' }] },
      '__proto__: Attribute does not exist',
    ],
    [{ UserAttributes: [{ Name: 'custom:level', Value: '10' }] }, 'must be at most 9'],
    [{ UserAttributes: [{ Name: 'custom:level', Value: 'high' }] }, 'must be a number'],
    [{ UserAttributes: [{ Name: 'birthdate', Value: '1' }] }, 'must not be shorter than 10'],
  ])('refuses %j', async (body, text) => {
    await expect(signUp(body)).rejects.toMatchObject({
      code: 'InvalidParameterException',
      publicMessage: expect.stringContaining(text) as string,
    });
  });

  it.each(['custom:tenant', 'email_verified'])('refuses to write %s', async (Name) => {
    await expect(signUp({ UserAttributes: [{ Name, Value: 'true' }] })).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      publicMessage: 'A client attempted to write unauthorized attribute',
    });
  });

  it.each(['email_verified', 'phone_number_verified'])(
    'leaves %s to administrators, whatever a client may write',
    async (Name) => {
      const { id: ClientId } = harness.client('legacy');
      await expect(
        signUp({ ClientId, UserAttributes: [{ Name, Value: 'true' }] }),
      ).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    },
  );

  it('wants the secret hash of a client that has a secret', async () => {
    const { id: ClientId } = harness.client('server');
    await expect(signUp({ ClientId })).rejects.toMatchObject({
      publicMessage: `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    });
    await expect(signUp({ ClientId, SecretHash: 'AAAA' })).rejects.toMatchObject({
      publicMessage: `Unable to verify secret hash for client ${ClientId}`,
    });
    const SecretHash = harness.secretHash('server', 'Ann@Example.com');
    await expect(signUp({ ClientId, SecretHash })).resolves.toMatchObject({ UserConfirmed: false });
  });

  it('is shut when only administrators may make users', async () => {
    const closed = await resources.add(
      createHarness(
        fixtureWith('Pool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: 'true' } }),
      ),
    );
    await expect(signUp({}, closed)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      publicMessage: 'SignUp is not permitted for this user pool',
    });
  });

  it('sends the code by SMS where phone numbers are names', async () => {
    const contact = ['phone_number'];
    const byPhone = await resources.add(
      createHarness(
        fixtureWith('Pool', {
          UsernameAttributes: contact,
          AutoVerifiedAttributes: [...contact, 'email'],
          Schema: [],
          ...withSms(),
        }),
      ),
    );
    const ClientId = byPhone.client('legacy').id;
    const UserAttributes = [{ Name: 'email', Value: 'ann@example.com' }];
    const answer = await signUp({ ClientId, Username: '+4915112345678', UserAttributes }, byPhone);
    expect(answer.CodeDeliveryDetails).toEqual({
      Destination: '+*******5678',
      DeliveryMedium: 'SMS',
      AttributeName: 'phone_number',
    });
    expect(byPhone.outbox.all()).toMatchObject([
      { medium: 'SMS', destination: '+4915112345678', subject: null },
    ]);
  });

  it('asks for required attributes', async () => {
    const Schema = [{ Name: 'family_name', Required: true }];
    const strict = await resources.add(createHarness(fixtureWith('Pool', { Schema })));
    await expect(signUp({}, strict)).rejects.toMatchObject({
      publicMessage:
        'Attributes did not conform to the schema: family_name: The attribute is required\n',
    });
  });
});
