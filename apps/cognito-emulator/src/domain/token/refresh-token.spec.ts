import { randomBytes } from 'node:crypto';
import { compactDecrypt } from 'jose';
import { openRefreshToken, sealRefreshToken } from './refresh-token.js';

describe('a refresh token', () => {
  const key = randomBytes(32);
  const content = { sessionId: 'session', tokenId: 'token' };

  it('is a JWE that only the pool opens', async () => {
    const token = sealRefreshToken(key, content);
    expect(openRefreshToken(key, token)).toEqual(content);
    expect(openRefreshToken(randomBytes(32), token)).toBeUndefined();
    const { plaintext } = await compactDecrypt(token, key);
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual(content);
  });

  it('is another text each time', () => {
    expect(sealRefreshToken(key, content)).not.toBe(sealRefreshToken(key, content));
  });

  it('is of no use once any letter of it is changed, taken out or added', () => {
    const token = sealRefreshToken(key, content);
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      expect(openRefreshToken(key, changed)).toBeUndefined();
    }
    for (const changed of [
      token.slice(1),
      token.slice(0, -1),
      `${token}A`,
      `${token}.`,
      `${token}=`,
    ])
      expect(openRefreshToken(key, changed)).toBeUndefined();
  });
});
