import { type KeyObject, verify } from 'node:crypto';
import { TestIssuer, useResources } from '@gatehouse/test-kit';
import { SignatureError } from '../invalid-token-errors.js';
import { AccessTokenVerifier } from './access-token-verifier.js';
import { type SignatureCheck, UnsafeSignatureCheckError } from './signature-step.js';

const resources = useResources();
let issuer: TestIssuer;

beforeAll(async () => (issuer = await resources.add(TestIssuer.start())));

function verifierOf(): AccessTokenVerifier {
  const { issuer: name, jwksUri, clientId } = issuer;
  return new AccessTokenVerifier({ pools: [{ issuer: name, jwksUri, clientIds: [clientId] }] });
}

/** Another implementation, which counts what it checks. */
function soundCheck() {
  const checked: string[] = [];
  const check = (token: string, key: KeyObject): Promise<void> => {
    checked.push(token);
    const at = token.lastIndexOf('.');
    const signature = Buffer.from(token.slice(at + 1), 'base64url');
    const isValid = verify('sha256', Buffer.from(token.slice(0, at)), key, signature);
    return isValid ? Promise.resolve() : Promise.reject(new Error('not valid'));
  };
  return { check, checked };
}

async function forgedToken(): Promise<string> {
  const [header, , signature] = (await issuer.userToken()).split('.');
  const [, payload] = (await issuer.userToken(['orders/read-all'])).split('.');
  return `${header}.${payload}.${signature}`;
}

const unsafe: readonly (readonly [string, SignatureCheck])[] = [
  ['does nothing', () => Promise.resolve()],
  ['decodes the token only', (token) => void JSON.parse(atob(token.split('.')[1] ?? '')) as never],
  ['returns a verdict instead of an error', () => Promise.resolve(false as never)],
];

describe('a signature check from outside', () => {
  it('replaces the own one, so a token is checked once, and never again while it is cached', async () => {
    const verifier = verifierOf();
    const { check, checked } = soundCheck();
    const token = await issuer.userToken();
    await verifier.verify(token, check);
    // The forged token that the check has to reject first, and this one.
    expect(checked).toEqual([expect.not.stringMatching(token), token]);
    await verifier.verify(token, check);
    const another = await issuer.userToken();
    await verifier.verify(another, check);
    expect(checked.slice(2)).toEqual([another]);
  });

  it('decides: what it rejects is rejected and not cached', async () => {
    const verifier = verifierOf();
    const token = await forgedToken();
    await expect(verifier.verify(token, soundCheck().check)).rejects.toThrow('not valid');
    await expect(verifier.verify(token)).rejects.toThrow(SignatureError);
    expect(verifier.getCached(token)).toBeUndefined();
  });

  it.each(unsafe)('that %s vouches for no token, forged or good', async (_name, check) => {
    const verifier = verifierOf();
    for (const token of [await forgedToken(), await issuer.userToken()]) {
      const error: unknown = await verifier.verify(token, check).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(UnsafeSignatureCheckError);
      expect(verifier.getCached(token)).toBeUndefined();
    }
  });
});
