import { createHmac, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { FakeClock, generateSigningKey, TestIssuer } from '@gatehouse/test-kit';
import type { Principal } from '../principal.js';
import { AccessTokenVerifier } from './access-token-verifier.js';

let issuer: TestIssuer;
let verifier: AccessTokenVerifier;
const clock = new FakeClock();

beforeAll(async () => {
  issuer = await TestIssuer.start({ nowMilliseconds: () => clock.nowMilliseconds() });
  const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
  const pool = { issuer: name, jwksUri, clientIds: [clientId, machineClientId] };
  verifier = new AccessTokenVerifier({ pools: [pool], clock });
});

afterAll(() => issuer.close());

/** What the strategy does, with Node's own verification in passport-jwt's place. */
async function accept(token: string): Promise<Principal> {
  const read = await verifier.read(token);
  const { signingInput, signature } = read.jws;
  if (!verify('sha256', Buffer.from(signingInput), read.key, signature))
    throw new Error('signature');
  return verifier.accept(read);
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function withHeader(header: object): Promise<string> {
  const [, payload, signature] = (await issuer.userToken()).split('.');
  return `${encode(header)}.${payload}.${signature}`;
}

describe('AccessTokenVerifier', () => {
  it('tells a user from a machine', async () => {
    await expect(accept(await issuer.userToken(['orders/read']))).resolves.toMatchObject({
      kind: 'user',
      subject: issuer.userSubject,
      poolId: 'eu-west-1_TestPool1',
      clientId: issuer.clientId,
      scopes: ['aws.cognito.signin.user.admin', 'orders/read'],
      username: issuer.userSubject,
      groups: [],
    });
    await expect(accept(await issuer.machineToken(['orders/read']))).resolves.toMatchObject({
      kind: 'client',
      subject: issuer.machineClientId,
      scopes: ['orders/read'],
    });
  });

  it('takes both names of the issuer', async () => {
    const updated = issuer.issuer.replace('https://cognito', 'https://issuer-cognito');
    await expect(
      accept(await issuer.userToken([], { claims: { iss: updated } })),
    ).resolves.toBeDefined();
  });

  it.each([
    ['a prefix', (name: string) => name.slice(0, -1)],
    ['a suffix', (name: string) => `${name}/`],
    ['another pool', (name: string) => name.replace('TestPool1', 'TestPool2')],
    ['another region', (name: string) => name.replaceAll('eu-west-1', 'us-east-1')],
    ['another host', (name: string) => name.replace('amazonaws.com', 'amazonaws.com.evil.example')],
    ['another case', (name: string) => name.toUpperCase()],
    ['a list', (name: string) => [name]],
    ['nothing', () => undefined],
  ])('refuses an issuer with %s', async (_name, change) => {
    const token = await issuer.userToken([], { claims: { iss: change(issuer.issuer) } });
    await expect(accept(token)).rejects.toMatchObject({ reason: 'issuer' });
  });

  it.each([
    'none',
    'None',
    'NONE',
    'nOnE',
    '',
    'HS256',
    'RS384',
    'RS512',
    'PS256',
    'ES256',
    'rs256',
    'RS256 ',
    ['RS256'],
    null,
    undefined,
  ])('refuses the algorithm %p', async (alg) => {
    const token = await withHeader({ alg, kid: issuer.accessKey.kid });
    await expect(verifier.read(token)).rejects.toMatchObject({ reason: 'algorithm' });
  });

  it('refuses HS256 made with the public key in any form', async () => {
    const { publicJwk, kid } = issuer.accessKey;
    const key: KeyObject = createPublicKey({ key: publicJwk, format: 'jwk' });
    const secrets = [
      key.export({ type: 'spki', format: 'pem' }),
      key.export({ type: 'spki', format: 'der' }),
      key.export({ type: 'pkcs1', format: 'pem' }),
      JSON.stringify(publicJwk),
      Buffer.from(publicJwk.n ?? '', 'base64url'),
    ];
    const payload = (await issuer.userToken()).split('.')[1];
    for (const secret of secrets) {
      const input = `${encode({ alg: 'HS256', kid })}.${payload}`;
      const token = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
      await expect(accept(token)).rejects.toMatchObject({ reason: 'algorithm' });
    }
  });

  it.each([undefined, '', 7, null, {}, ['a'], 'x'.repeat(129)])(
    'refuses the key id %p',
    async (kid) => {
      await expect(verifier.read(await withHeader({ alg: 'RS256', kid }))).rejects.toMatchObject({
        reason: 'header',
      });
    },
  );

  it.each([
    '../../etc/passwd',
    "' OR 1=1 --",
    'https://evil.example/jwks',
    '__proto__',
    'constructor',
  ])('knows no key %s', async (kid) => {
    await expect(verifier.read(await withHeader({ alg: 'RS256', kid }))).rejects.toMatchObject({
      reason: 'unknown_key',
    });
  });

  it('refuses crit and b64', async () => {
    const { kid } = issuer.accessKey;
    for (const extension of [{ crit: ['exp'] }, { crit: [] }, { b64: false }]) {
      const token = await withHeader({ alg: 'RS256', kid, ...extension });
      await expect(verifier.read(token)).rejects.toMatchObject({ reason: 'header' });
    }
  });

  it('ignores keys a token brings along', async () => {
    const own = await generateSigningKey('RS256', issuer.accessKey.kid);
    const header = {
      jwk: own.publicJwk,
      jku: 'https://evil.example/jwks',
      x5u: 'https://evil.example',
    };
    await expect(accept(await issuer.userToken([], { key: own, header }))).rejects.toThrow(
      'signature',
    );
  });

  it('refuses a signature that is truncated or of another token', async () => {
    const [first, second] = await Promise.all([
      issuer.userToken(),
      issuer.userToken(['orders/read']),
    ]);
    const [header, payload] = first.split('.');
    const short = Buffer.from(first.split('.')[2] ?? '', 'base64url').subarray(2);
    await expect(accept(`${header}.${payload}.${short.toString('base64url')}`)).rejects.toThrow(
      'signature',
    );
    await expect(accept(`${header}.${payload}.${second.split('.')[2]}`)).rejects.toThrow(
      'signature',
    );
  });

  it('refuses an ID token', async () => {
    await expect(accept(await issuer.idToken())).rejects.toMatchObject({ reason: 'token_use' });
  });
});
