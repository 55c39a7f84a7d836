import { CommonPasswordError } from './common-password.error.js';
import { type PasswordContext, PasswordRules } from './password-rules.js';

const rules = new PasswordRules('Gatehouse');
const ada = { email: 'ada.lovelace@mathworks.example', names: ['Ada Lovelace'] };
const isRejected = (password: string, context?: PasswordContext) => {
  try {
    rules.check(password, context);
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(CommonPasswordError);
    return true;
  }
};

describe('PasswordRules', () => {
  it.each([
    'password',
    'Password123!',
    'P@ssw0rd2026',
    'p4$$w0rd',
    'PASSWORD20261130',
    '!!password!!',
    '2026Password',
    'passwordpassword',
    'pass.word1',
    '12345678',
    '123456789!',
    'Qwertyuiop1!',
    '1qaz2wsx',
    'letmein99',
    'L3tM31n!',
    '$unshine1',
    'iloveyou!!!',
    '\uff30\uff41ssword1',
    'aaaaaaaa',
    'xk7xk7xk7',
  ])('rejects the widely used password %j', (password) => {
    expect(isRejected(password)).toBe(true);
  });

  it.each([
    'Gatehouse2026!',
    'g4t3h0use#1',
    'Gatehouse-Gatehouse',
    'AdaLovelace1!',
    'lovelace1815',
    'Lovelace.Ada',
    'ada.lovelace@mathworks.example',
    'M@thworks99',
    'mathworksGatehouse7',
    'xyLovelace12',
  ])('rejects %j, which is made of what is known about its user', (password) => {
    expect(isRejected(password, ada)).toBe(true);
  });

  it.each([
    'Correct-horse-battery-9',
    'correct-horse-9',
    'vT7#mQ2!xL9p',
    'lovelace-writes-programs',
    '84729493018love5518402!7',
    'Ångström-länge-42',
    '短い-パスワードではない-7',
    'adamantium-quokka-5',
  ])('accepts %j', (password) => {
    expect(isRejected(password, ada)).toBe(false);
  });

  it('accepts words of other users', () => {
    expect(isRejected('AdaLovelace1!', { email: 'eve@mallory.example' })).toBe(false);
    expect(isRejected('AdaLovelace1!')).toBe(false);
  });

  it.each<PasswordContext>([
    {},
    { email: '' },
    { email: 'a@b.c', names: [null, undefined, '', 'A'] },
    { email: 'no-address' },
    { email: '@' },
  ])('accepts a good password with the context %j', (context) => {
    expect(isRejected('vT7#mQ2!xL9p', context)).toBe(false);
  });

  it('knows a sign-in name that is not an address', () => {
    expect(isRejected('Charles-babbage1', { email: 'charles-babbage' })).toBe(true);
  });

  it('checks the longest password in a moment', () => {
    const began = performance.now();
    for (const text of ['a'.repeat(256), '1'.repeat(256), '@1'.repeat(128), '!'.repeat(256)]) {
      isRejected(text, ada);
    }
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('states no part of the password in its error', () => {
    expect(() => rules.check('Password123!')).toThrow(/Choose another one/);
    expect(() => rules.check('Password123!')).not.toThrow(/password123/i);
  });
});
