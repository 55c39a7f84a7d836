import { signedUp } from '@gatehouse/contracts';
import { randomUUID } from 'node:crypto';
import { apparentSignUp } from './apparent-sign-up.js';

/** The form of Cognito's ids in one region: digits that are fixed, and others. */
const cognitoSub = () =>
  randomUUID().replace(/^(.)..(.{5})-....-....-(.*)$/, '$144$2-e0e1-70ae-$3');

describe('apparentSignUp', () => {
  it.each([
    ['ada@example.com', 'a***@e***'],
    ['A@b.co', 'A***@b***'],
    ['x+y@sub.example.com', 'x***@s***'],
  ])('masks %s as %s and is not confirmed', (email, destination) => {
    const response = apparentSignUp(email, []);
    expect(response).toMatchObject({
      confirmed: false,
      delivery: { medium: 'EMAIL', destination },
    });
    expect(signedUp.parse(response)).toEqual(response);
  });

  it('invents another UUID each time while few users are known', () => {
    const known = Array.from({ length: 15 }, cognitoSub);
    const ids = Array.from({ length: 20 }, () => apparentSignUp('a@b.co', known).userId);
    expect(new Set(ids).size).toBe(20);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('invents ids in the form of those of known users, and no id of a user', () => {
    const known = Array.from({ length: 64 }, cognitoSub);
    const ids = Array.from({ length: 50 }, () => apparentSignUp('a@b.co', known).userId);
    expect(new Set([...ids, ...known]).size).toBe(114);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]44[0-9a-f]{5}-e0e1-70ae-[0-9a-f]{4}-[0-9a-f]{12}$/);
    }
  });

  it('does not take the digits of ids in another form', () => {
    const others = Array.from({ length: 64 }, (_, number) => `user-${number}`);
    expect(apparentSignUp('a@b.co', others).userId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
