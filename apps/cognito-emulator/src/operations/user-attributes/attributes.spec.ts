import { useResources } from '@gatehouse/test-kit';
import { fixtureWith } from '../../spec-support/fixture-template.js';
import {
  confirmedUser,
  createHarness,
  type Harness,
  type OperationAnswer,
  signIn,
} from '../../spec-support/harness.js';
import { wrongCode } from '../../spec-support/wrong-code.js';

const ann = 'ann@example.com';
const mail = 'new@example.com';

describe('attributes of users', () => {
  const resources = useResources();
  let harness: Harness;

  /** Ann, signed in at the client of the fixture that may write the fewest attributes, or at another. */
  async function begin(
    settings: Readonly<Record<string, unknown>> = {},
    clientName = 'web',
  ): Promise<string> {
    harness = await resources.add(createHarness(fixtureWith('Pool', { ...settings })));
    await confirmedUser(harness);
    return (await signIn(harness, clientName)).AuthenticationResult.AccessToken;
  }
  const entries = (attributes: Readonly<Record<string, string>>) =>
    Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  const update = (AccessToken: string, attributes: Readonly<Record<string, string>>) =>
    harness.callUnsigned('UpdateUserAttributes', {
      AccessToken,
      UserAttributes: entries(attributes),
    });
  const adminUpdate = (attributes: Readonly<Record<string, string>>, Username = ann) =>
    harness.call('AdminUpdateUserAttributes', {
      UserPoolId: harness.pool.id,
      Username,
      UserAttributes: entries(attributes),
    });
  const admin = (name: string, body: object = {}): Promise<OperationAnswer> =>
    harness.call(name, { UserPoolId: harness.pool.id, Username: ann, ...body });
  const attributesOf = async (Username = ann): Promise<Record<string, string>> => {
    const { UserAttributes } = await admin('AdminGetUser', { Username });
    return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
  };
  const lastMessage = () => harness.outbox.all().at(-1)!;
  const verify = (AccessToken: string, AttributeName: string, Code = lastMessage().code ?? '') =>
    harness.callUnsigned('VerifyUserAttribute', { AccessToken, AttributeName, Code });
  const invite = (Username: string, attributes: Readonly<Record<string, string>> = {}) =>
    harness.call('AdminCreateUser', {
      UserPoolId: harness.pool.id,
      Username,
      UserAttributes: entries(attributes),
    });

  describe('UpdateUserAttributes', () => {
    it('writes what the client may write, and sends nothing for it', async () => {
      const token = await begin();
      const sentBefore = harness.outbox.all().length;
      expect(await update(token, { name: 'Ann', 'custom:level': '3' })).toEqual({
        CodeDeliveryDetailsList: [],
      });
      expect(await attributesOf()).toMatchObject({ name: 'Ann', 'custom:level': '3' });
      expect(harness.outbox.all()).toHaveLength(sentBefore);
    });

    it('deletes an attribute by a blank value', async () => {
      const token = await begin();
      await update(token, { name: 'Ann', nickname: 'A' });
      await update(token, { name: '' });
      const after = await attributesOf();
      expect(after).not.toHaveProperty('name');
      expect(after.nickname).toBe('A');
    });

    it('makes a new address the name to sign in by, unproved, and sends a code there', async () => {
      const token = await begin();
      expect(await update(token, { email: mail })).toEqual({
        CodeDeliveryDetailsList: [
          { Destination: 'n***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
        ],
      });
      expect(lastMessage()).toMatchObject({ kind: 'UpdateUserAttribute', destination: mail });
      expect(await attributesOf(mail)).toMatchObject({ email: mail, email_verified: 'false' });
      await expect(signIn(harness, 'web', mail)).resolves.toHaveProperty('AuthenticationResult');
      await expect(signIn(harness)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
      expect(await verify(token, 'email')).toEqual({});
      expect(await attributesOf(mail)).toMatchObject({ email_verified: 'true' });
    });

    it('leaves an address that stays the same as proved as it was', async () => {
      const token = await begin();
      const sentBefore = harness.outbox.all().length;
      expect(await update(token, { email: ann })).toEqual({ CodeDeliveryDetailsList: [] });
      expect(await attributesOf()).toMatchObject({ email_verified: 'true' });
      expect(harness.outbox.all()).toHaveLength(sentBefore);
    });

    it('sends no code for an address the pool doesn’t verify', async () => {
      const token = await begin({}, 'legacy');
      await expect(update(token, { phone_number: '+4915112345678' })).resolves.toEqual({
        CodeDeliveryDetailsList: [],
      });
      expect(await attributesOf()).toMatchObject({ phone_number_verified: 'false' });
    });

    it('refuses an address that another user signs in by', async () => {
      const token = await begin();
      await invite(mail);
      await expect(update(token, { email: 'NEW@example.com' })).rejects.toMatchObject({
        code: 'AliasExistsException',
        publicMessage: 'An account with the email already exists.',
      });
      expect(await attributesOf()).toMatchObject({ email: ann });
    });

    it.each([
      [{ 'custom:tenant': 'x' }, 'NotAuthorizedException'],
      [{ email_verified: 'true' }, 'NotAuthorizedException'],
      [{ sub: 'x' }, 'InvalidParameterException'],
      [{ 'custom:none': 'x' }, 'InvalidParameterException'],
      [{ 'custom:level': '10' }, 'InvalidParameterException'],
      [{ 'custom:level': '0' }, 'InvalidParameterException'],
      [{ 'custom:level': '0x5' }, 'InvalidParameterException'],
      [{ email: 'nobody' }, 'InvalidParameterException'],
      [{ email: '' }, 'InvalidParameterException'],
    ])('refuses %j', async (attributes, code) => {
      const token = await begin();
      const before = await attributesOf();
      await expect(update(token, { ...attributes, name: 'Ann' })).rejects.toMatchObject({ code });
      expect(await attributesOf()).toEqual(before);
    });

    it('takes attributes as their definitions say', async () => {
      const Schema = [
        { Name: 'fixed', AttributeDataType: 'String', Mutable: false },
        { Name: 'born', AttributeDataType: 'DateTime', Mutable: true },
        { Name: 'member', AttributeDataType: 'Boolean', Mutable: true },
        {
          Name: 'code',
          AttributeDataType: 'String',
          StringAttributeConstraints: { MinLength: '2', MaxLength: '3' },
          Mutable: true,
        },
        {
          Name: 'internal',
          AttributeDataType: 'String',
          DeveloperOnlyAttribute: true,
          Mutable: true,
        },
      ];
      const token = await begin({ Schema }, 'legacy');
      await update(token, {
        'custom:born': '2000-02-29T12:00:00Z',
        'custom:member': 'True',
        'custom:code': '𝟙𝟚𝟛',
      });
      expect(await attributesOf()).toMatchObject({ 'custom:member': 'true' });
      for (const [name, value] of [
        ['custom:born', 'yesterday'],
        ['custom:born', '2000-13-40'],
        ['custom:member', 'yes'],
        ['custom:code', 'a'],
        ['custom:code', 'abcd'],
      ] as const)
        await expect(update(token, { [name]: value })).rejects.toMatchObject({
          code: 'InvalidParameterException',
        });
      const internal = { 'dev:custom:internal': 'secret' };
      await expect(update(token, internal)).rejects.toMatchObject({
        code: 'NotAuthorizedException',
      });
      await adminUpdate(internal);
      const own = await harness.callUnsigned('GetUser', { AccessToken: token });
      expect(own.UserAttributes.map(({ Name }) => Name)).not.toContain('dev:custom:internal');
      await expect(adminUpdate({ 'custom:fixed': 'x' })).rejects.toMatchObject({
        code: 'InvalidParameterException',
        publicMessage: 'user.custom:fixed: Attribute cannot be updated.\n',
      });
      await expect(update(token, { 'custom:fixed': 'x' })).rejects.toMatchObject({
        code: 'InvalidParameterException',
      });
    });
  });

  describe('a pool that keeps an address until the new one is proved', () => {
    const settings = {
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    };

    it('changes it once the code comes back', async () => {
      const token = await begin(settings);
      await update(token, { email: mail, name: 'Ann' });
      expect(lastMessage().destination).toBe(mail);
      expect(await attributesOf()).toMatchObject({
        email: ann,
        email_verified: 'true',
        name: 'Ann',
      });
      await expect(signIn(harness)).resolves.toHaveProperty('AuthenticationResult');
      await verify(token, 'email');
      expect(await attributesOf(mail)).toMatchObject({ email: mail, email_verified: 'true' });
      await expect(signIn(harness)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
      await expect(verify(token, 'email')).rejects.toMatchObject({ code: 'ExpiredCodeException' });
    });

    it('repeats the code to the new address', async () => {
      const token = await begin(settings);
      await update(token, { email: mail });
      const { CodeDeliveryDetails } = await harness.callUnsigned(
        'GetUserAttributeVerificationCode',
        { AccessToken: token, AttributeName: 'email' },
      );
      expect(CodeDeliveryDetails.Destination).toBe('n***@e***');
      expect(lastMessage()).toMatchObject({ kind: 'VerifyUserAttribute', destination: mail });
      await verify(token, 'email');
      expect(await attributesOf(mail)).toMatchObject({ email: mail });
    });

    it('changes it at once where an administrator says it is proved', async () => {
      await begin(settings);
      await adminUpdate({ email: mail, email_verified: 'True' });
      expect(await attributesOf(mail)).toMatchObject({ email: mail, email_verified: 'true' });
    });

    it('forgets the new address when the present one is stated again', async () => {
      const token = await begin(settings);
      await update(token, { email: mail });
      await update(token, { email: ann });
      await expect(verify(token, 'email')).rejects.toMatchObject({ code: 'ExpiredCodeException' });
    });

    it('refuses an address that is another user’s, when it is stated and when it is proved', async () => {
      const token = await begin(settings);
      await invite('eve@example.com');
      await expect(update(token, { email: 'eve@example.com' })).rejects.toMatchObject({
        code: 'AliasExistsException',
      });
      await update(token, { email: mail });
      const { code } = lastMessage();
      await invite(mail);
      await expect(verify(token, 'email', code ?? '')).rejects.toMatchObject({
        code: 'AliasExistsException',
      });
      expect(await attributesOf()).toMatchObject({ email: ann });
    });
  });

  describe('AdminUpdateUserAttributes', () => {
    it('writes what no client may, and sends a code to an address it doesn’t call proved', async () => {
      await begin();
      await adminUpdate({ 'custom:tenant': 'x', email: mail });
      expect(await attributesOf(mail)).toMatchObject({
        'custom:tenant': 'x',
        email_verified: 'false',
      });
      expect(lastMessage()).toMatchObject({ kind: 'UpdateUserAttribute', destination: mail });
      const sentBefore = harness.outbox.all().length;
      await adminUpdate({ email_verified: 'true' }, mail);
      expect(await attributesOf(mail)).toMatchObject({ email_verified: 'true' });
      expect(harness.outbox.all()).toHaveLength(sentBefore);
    });

    it('refuses to prove an address that isn’t there, and users who aren’t', async () => {
      await begin();
      await expect(adminUpdate({ phone_number_verified: 'true' })).rejects.toMatchObject({
        code: 'InvalidParameterException',
        publicMessage: 'Phone Number is required to verify/un-verify a phone number',
      });
      await expect(adminUpdate({ name: 'x' }, 'eve@example.com')).rejects.toMatchObject({
        code: 'UserNotFoundException',
        publicMessage: 'User does not exist.',
      });
    });

    it('makes codes that went to the address before no good', async () => {
      await begin();
      const ClientId = harness.client('web').id;
      await harness.callUnsigned('ForgotPassword', { ClientId, Username: ann });
      const { code: ConfirmationCode } = lastMessage();
      await adminUpdate({ email: mail, email_verified: 'true' });
      await expect(
        harness.callUnsigned('ConfirmForgotPassword', {
          ClientId,
          Username: mail,
          ConfirmationCode,
          Password: 'Another-horse-8',
        }),
      ).rejects.toMatchObject({ code: 'ExpiredCodeException' });
    });
  });

  describe('DeleteUserAttributes', () => {
    const remove = (AccessToken: string, ...UserAttributeNames: string[]) =>
      harness.callUnsigned('DeleteUserAttributes', { AccessToken, UserAttributeNames });

    it('deletes for users themselves and for administrators', async () => {
      const token = await begin();
      await adminUpdate({ name: 'Ann', nickname: 'A', 'custom:tenant': 'x' });
      await remove(token, 'name');
      await admin('AdminDeleteUserAttributes', { UserAttributeNames: ['custom:tenant'] });
      expect(await attributesOf()).toEqual({
        email: ann,
        email_verified: 'true',
        nickname: 'A',
        sub: expect.any(String) as string,
      });
    });

    it('takes away with an address that it was proved', async () => {
      await begin({}, 'legacy');
      await adminUpdate({ phone_number: '+4915112345678', phone_number_verified: 'true' });
      await admin('AdminDeleteUserAttributes', { UserAttributeNames: ['phone_number'] });
      expect(await attributesOf()).not.toHaveProperty('phone_number_verified');
    });

    it.each([
      ['custom:tenant', 'NotAuthorizedException'],
      ['email', 'InvalidParameterException'],
      ['sub', 'InvalidParameterException'],
      ['custom:none', 'InvalidParameterException'],
    ])('refuses %s', async (name, code) => {
      const token = await begin();
      await expect(remove(token, name)).rejects.toMatchObject({ code });
      const names = { UserAttributeNames: ['name', 'custom:none'] };
      await expect(admin('AdminDeleteUserAttributes', names)).rejects.toMatchObject({
        publicMessage:
          'Invalid user attributes: user.custom:none: Attribute does not exist in the schema.\n',
      });
    });

    it('leaves a user one name to sign in by', async () => {
      await begin({ Schema: [] }, 'legacy');
      await expect(
        admin('AdminDeleteUserAttributes', { UserAttributeNames: ['email'] }),
      ).rejects.toMatchObject({ code: 'InvalidParameterException' });
    });
  });

  describe('VerifyUserAttribute', () => {
    it('refuses a wrong code, and one after a day', async () => {
      const token = await begin();
      await update(token, { email: mail });
      const code = lastMessage().code ?? '';
      await expect(verify(token, 'email', wrongCode(code))).rejects.toMatchObject({
        code: 'CodeMismatchException',
      });
      harness.clock.advanceSeconds(86_400);
      const { AccessToken } = (await signIn(harness, 'web', mail)).AuthenticationResult;
      await expect(verify(AccessToken, 'email', code)).rejects.toMatchObject({
        code: 'ExpiredCodeException',
      });
    });

    it('allows 15 tries and 5 codes an hour', async () => {
      const token = await begin();
      const refused = { code: 'LimitExceededException' };
      const getCode = () =>
        harness.callUnsigned('GetUserAttributeVerificationCode', {
          AccessToken: token,
          AttributeName: 'email',
        });
      for (let number = 1; number <= 5; number++) await getCode();
      await expect(getCode()).rejects.toMatchObject(refused);
      const code = lastMessage().code ?? '';
      for (let number = 1; number <= 15; number++)
        await expect(verify(token, 'email', wrongCode(code))).rejects.toMatchObject({
          code: 'CodeMismatchException',
        });
      await expect(verify(token, 'email', code)).rejects.toMatchObject(refused);
    });

    it.each(['name', 'phone_number', 'custom:none'])('has no code for %s', async (name) => {
      const token = await begin();
      const AttributeName = { AccessToken: token, AttributeName: name };
      await expect(
        harness.callUnsigned('GetUserAttributeVerificationCode', AttributeName),
      ).rejects.toThrow(name === 'phone_number' ? /has no/ : /Only phone_number and email can be/);
      await expect(verify(token, name, '123456')).rejects.toMatchObject({
        code: name === 'phone_number' ? 'ExpiredCodeException' : 'InvalidParameterException',
      });
    });
  });

  it('gives an alias to a user only while nobody else has it', async () => {
    harness = await resources.add(
      createHarness(
        fixtureWith('Pool', { UsernameAttributes: undefined, AliasAttributes: ['email'] }),
      ),
    );
    await invite('first', { email: mail, email_verified: 'true' });
    await invite('second', { email: mail });
    const prove = () => adminUpdate({ email_verified: 'true' }, 'second');
    await expect(prove()).rejects.toMatchObject({ code: 'AliasExistsException' });
    await adminUpdate({ email: 'other@example.com', email_verified: 'true' }, 'first');
    await prove();
    expect(await admin('AdminGetUser', { Username: mail })).toMatchObject({ Username: 'second' });
  });
});
