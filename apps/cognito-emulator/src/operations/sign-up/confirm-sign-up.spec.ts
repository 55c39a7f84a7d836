import { useResources } from '@gatehouse/test-kit';
import { fixtureWith } from '../../spec-support/fixture-template.js';
import { createHarness, goodPassword, type Harness } from '../../spec-support/harness.js';
import { wrongCode } from '../../spec-support/wrong-code.js';

const email = 'ann@example.com';

describe('ConfirmSignUp', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    await signUp(email);
  });

  const signUp = (Username: string, on = harness, attributes: object[] = []) =>
    on.callUnsigned('SignUp', {
      ClientId: on.client('web').id,
      Username,
      Password: goodPassword,
      UserAttributes: attributes,
    });
  const sentCode = (on = harness) => on.outbox.all().at(-1)?.code ?? '';
  const wrong = () => wrongCode(sentCode());
  const confirm = (body: object = {}, on = harness) =>
    on.callUnsigned('ConfirmSignUp', {
      ClientId: on.client('web').id,
      Username: email,
      ConfirmationCode: sentCode(on),
      ...body,
    });

  it('confirms the user and the address the code went to', async () => {
    await expect(confirm({ Username: 'ANN@example.com' })).resolves.toEqual({});
    const user = await harness.call('AdminGetUser', {
      UserPoolId: harness.pool.id,
      Username: email,
    });
    expect(user.UserStatus).toBe('CONFIRMED');
    expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
  });

  it('takes a code once', async () => {
    const ConfirmationCode = sentCode();
    const outcomes = await Promise.allSettled([
      confirm({ ConfirmationCode }),
      confirm({ ConfirmationCode }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await expect(confirm({ ConfirmationCode })).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      publicMessage: 'User cannot be confirmed. Current status is CONFIRMED',
    });
  });

  it('refuses a wrong code and leaves the right one good', async () => {
    await expect(confirm({ ConfirmationCode: wrong() })).rejects.toMatchObject({
      code: 'CodeMismatchException',
      publicMessage: 'Invalid verification code provided, please try again.',
    });
    await expect(confirm()).resolves.toEqual({});
  });

  it('takes a code for 24 hours and not a second longer', async () => {
    harness.clock.advanceSeconds(24 * 3_600);
    await expect(confirm()).rejects.toMatchObject({
      code: 'ExpiredCodeException',
      publicMessage: 'Invalid code provided, please request a code again.',
    });
  });

  it('allows 15 tries an hour', async () => {
    for (let attempt = 1; attempt <= 15; attempt++)
      await expect(confirm({ ConfirmationCode: wrong() })).rejects.toMatchObject({
        code: 'CodeMismatchException',
      });
    await expect(confirm()).rejects.toMatchObject({
      code: 'LimitExceededException',
      publicMessage: 'Attempt limit exceeded, please try after some time.',
    });
    harness.clock.advanceSeconds(3_600);
    await expect(confirm()).resolves.toEqual({});
  });

  it('says of an unknown user only what it says of a known one, unless the client is of the old kind', async () => {
    await expect(confirm({ Username: 'eve@example.com' })).rejects.toMatchObject({
      code: 'ExpiredCodeException',
    });
    const legacy = { ClientId: harness.client('legacy').id, Username: 'eve@example.com' };
    await expect(confirm(legacy)).rejects.toMatchObject({
      code: 'UserNotFoundException',
      publicMessage: 'Username/client id combination not found.',
    });
  });

  describe('in a pool with email as an alias', () => {
    const aliases = { UsernameAttributes: undefined, AliasAttributes: ['email'] };
    const attributes = [{ Name: 'email', Value: email }];
    const resources = useResources();
    let pool: Harness;
    beforeEach(async () => {
      pool = await resources.add(createHarness(fixtureWith('Pool', aliases)));
      await signUp('first', pool, attributes);
      await confirm({ Username: 'first' }, pool);
      await signUp('second', pool, attributes);
    });

    const named = (Username: string) =>
      pool.call('AdminGetUser', { UserPoolId: pool.pool.id, Username });

    it('gives the address to one user alone', async () => {
      await expect(confirm({ Username: 'second' }, pool)).rejects.toMatchObject({
        code: 'AliasExistsException',
        publicMessage: 'An account with the email already exists.',
      });
      await expect(named(email)).resolves.toMatchObject({ Username: 'first' });
      await expect(named('second')).resolves.toMatchObject({ UserStatus: 'UNCONFIRMED' });
    });

    it('moves it with ForceAliasCreation', async () => {
      await confirm({ Username: 'second', ForceAliasCreation: true }, pool);
      await expect(named(email)).resolves.toMatchObject({ Username: 'second' });
      const { UserAttributes } = await named('first');
      expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
    });

    it('refuses a username that looks like an address', async () => {
      await expect(signUp('eve@example.com', pool)).rejects.toMatchObject({
        publicMessage:
          'Username cannot be of email format, since user pool is configured for email alias.',
      });
    });
  });
});
