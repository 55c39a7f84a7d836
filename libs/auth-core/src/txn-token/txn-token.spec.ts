import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { FakeClock, TestGateway, TestIssuer, useResources } from '@gatehouse/test-kit';
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { KeysUnavailableError } from '../errors.js';
import type { Principal } from '../principal.js';
import { generateTxnTokenKey, readTxnTokenKey, TxnTokenSigner } from './sign.js';
import { TxnTokenVerifier } from './verify.js';

/** What a call throws. */
function errorOf(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

const user: Principal = {
  kind: 'user',
  subject: '34c84488-e0e1-70ae-d2ee-991ad1a898c8',
  poolId: 'eu-west-1_TestPool1',
  clientId: 'web',
  scopes: ['orders/read', 'orders/write'],
  issuedAt: 1_800_000_000,
  requestingWorkloads: [],
  username: 'ada',
  groups: ['support'],
  authTime: 1_700_000_000,
  acr: undefined,
  amr: undefined,
  originJti: 'c0ffee',
};

describe('TxnTokenSigner', () => {
  const key = generateTxnTokenKey();
  const clock = new FakeClock();
  const signer = new TxnTokenSigner({
    issuer: 'gateway',
    requestingWorkload: 'gateway',
    keys: [key],
    clock,
  });

  it('makes tokens that another library verifies with the published key', async () => {
    const token = signer.mint(user, 'order-service', { req_ip: '192.0.2.1' });
    const [jwk] = signer.jwks().keys;
    const publicKey = await importJWK({ ...jwk }, 'ES256');
    const options = { issuer: 'gateway', audience: 'order-service', typ: 'txntoken+jwt' };
    const { payload } = await jwtVerify(token, publicKey, options);
    expect(payload).toMatchObject({
      sub: user.subject,
      scope: 'orders/read orders/write',
      req_wl: 'gateway',
      rctx: { req_ip: '192.0.2.1' },
      tctx: {
        kind: 'user',
        client_id: 'web',
        pool_id: user.poolId,
        groups: ['support'],
        origin_jti: 'c0ffee',
      },
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
    expect(decodeProtectedHeader(token)).toEqual({
      alg: 'ES256',
      kid: key.kid,
      typ: 'txntoken+jwt',
    });
  });

  it('publishes no private part', () => {
    expect(JSON.stringify(signer.jwks())).not.toContain('"d"');
  });

  it('names each transaction anew', () => {
    const txns = [1, 2].map(() => decodeJwt(signer.mint(user, 'order-service')).txn);
    expect(new Set(txns).size).toBe(2);
  });

  it('reads P-256 keys and nothing else, without repeating them', () => {
    const pem = (key: { export(options: object): string | Buffer }) =>
      key.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(readTxnTokenKey(pem(key.privateKey)).kid).toBe(key.kid);
    const wrong = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    for (const bad of [pem(wrong), pem(wrong).slice(0, -40), 'not a key', '']) {
      const error = errorOf(() => readTxnTokenKey(bad));
      expect(error.message).toMatch(/^the Txn-Token key is not/);
      const said = inspect(error, { depth: 10, showHidden: true });
      for (const line of pem(wrong)
        .split('\n')
        .filter((text) => /^[\w+/=]{8,}$/.test(text))) {
        expect(said).not.toContain(line);
      }
    }
  });
});

describe('TxnTokenVerifier', () => {
  const clock = new FakeClock();
  const resources = useResources();
  let gateway: TestGateway;
  let verifier: TxnTokenVerifier;

  beforeAll(async () => {
    gateway = await resources.add(TestGateway.start({ clock }));
    verifier = new TxnTokenVerifier({ issuer: 'gateway', jwksUri: gateway.jwksUri, clock });
  });

  const verify = (token: string) => verifier.verify(token, 'order-service');

  it('gives the principal the gateway verified', async () => {
    await expect(
      verify(await gateway.userTxnToken('order-service', ['orders/read'])),
    ).resolves.toMatchObject({
      kind: 'user',
      scopes: ['orders/read'],
      requestingWorkloads: ['gateway'],
    });
    await expect(verify(await gateway.machineTxnToken('order-service'))).resolves.toMatchObject({
      kind: 'client',
      subject: 'testmachine000000000000000',
    });
  });

  it('refuses a Cognito access token', async () => {
    const issuer = await resources.add(TestIssuer.start());
    await expect(verify(await issuer.userToken())).rejects.toMatchObject({ reason: 'type' });
  });

  it('says keys are unavailable while the gateway is down', async () => {
    const lost = new TxnTokenVerifier({
      issuer: 'gateway',
      jwksUri: 'http://127.0.0.1:9/jwks',
      clock,
    });
    const token = await gateway.userTxnToken('order-service');
    await expect(lost.verify(token, 'order-service')).rejects.toBeInstanceOf(KeysUnavailableError);
  });
});
