/** @timeoutSeconds 60 */
import { createPublicKey, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  compactVerify,
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
} from 'jose';
import {
  FakeClock,
  faultyJwks,
  Forge,
  type ForgedToken,
  forgedTokens,
  forgedTxnTokens,
  freePorts,
  generateSigningKey,
  KeyServer,
  StartedValkey,
  startProcess,
  TestGateway,
  TestIdentityPool,
  TestIssuer,
  tokensWithoutGroup,
  tokensWithoutScope,
  useResources,
} from './index.js';
import { selfSignedCertificate } from './self-signed-certificate.js';

const clock = new FakeClock(1_800_000_000_000);
const currentDate = new Date(clock.nowMilliseconds());
const resources = useResources();
let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await resources.add(TestIssuer.start({ clock }));
});

const publishedBy = ({ jwksUri }: { jwksUri: string }) => createRemoteJWKSet(new URL(jwksUri));

describe('TestIssuer', () => {
  it('shares no keys between open issuers, and reuses those of a closed issuer', async () => {
    const second = await resources.add(TestIssuer.start());
    expect(second.accessKey.publicJwk.n).not.toBe(issuer.accessKey.publicJwk.n);
    await second.close();
    await second.close();
    const [third, fourth] = await Promise.all([
      resources.add(TestIssuer.start()),
      resources.add(TestIssuer.start()),
    ]);
    expect(third.accessKey.publicJwk.n).toBe(second.accessKey.publicJwk.n);
    expect(fourth.accessKey.publicJwk.n).not.toBe(third.accessKey.publicJwk.n);
  });

  it.each<[string, () => Promise<string>, object]>([
    ['a sign-in by API', () => issuer.userToken(), { scope: 'aws.cognito.signin.user.admin' }],
    ['a sign-in by OAuth', () => issuer.oauthUserToken(['openid', 'a/b']), { scope: 'openid a/b' }],
    [
      'a federated user',
      () => issuer.federatedUserToken('Google'),
      { 'cognito:groups': ['eu-west-1_TestPool1_Google'], amr: ['fed'] },
    ],
    ['a group member', () => issuer.groupMemberToken(['a']), { 'cognito:groups': ['a'] }],
    ['a step-up', () => issuer.stepUpToken('level', ['otp']), { acr: 'level', amr: ['otp'] }],
    [
      'a remembered device',
      () => issuer.rememberedDeviceToken(),
      { device_key: expect.stringMatching(/^eu-west-1_/) as string },
    ],
    ['a resource', () => issuer.resourceBoundToken('https://r'), { aud: 'https://r' }],
    [
      'a machine',
      () => issuer.machineToken(['a/b']),
      { sub: 'testmachine000000000000000', scope: 'a/b' },
    ],
  ])('signs access tokens of %s with its key for them', async (_name, token, claims) => {
    const options = { issuer: issuer.issuer, currentDate };
    const { payload, protectedHeader } = await jwtVerify(
      await token(),
      publishedBy(issuer),
      options,
    );
    expect(payload).toMatchObject({ token_use: 'access', ...claims });
    expect(protectedHeader).toEqual({ alg: 'RS256', kid: issuer.accessKey.kid });
  });

  it('signs ID tokens with another key', async () => {
    for (const token of [await issuer.idToken(), await issuer.federatedIdToken('Google')]) {
      const options = { audience: issuer.clientId, currentDate };
      const { payload, protectedHeader } = await jwtVerify(token, publishedBy(issuer), options);
      expect(payload.token_use).toBe('id');
      expect(protectedHeader.kid).toBe(issuer.keys.id.kid);
    }
    expect(decodeJwt(await issuer.federatedIdToken('Google'))).toMatchObject({
      identities: [{ providerName: 'Google', primary: 'true' }],
    });
  });

  it('encrypts refresh tokens', async () => {
    const token = await issuer.refreshToken();
    expect(token.split('.')).toHaveLength(5);
    expect(decodeProtectedHeader(token)).toMatchObject({ enc: 'A256GCM', alg: 'RSA-OAEP' });
    expect(Buffer.from(token, 'base64url').includes(issuer.userSubject)).toBe(false);
  });

  it('has keys, pool id and both names of its own', async () => {
    const name = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other';
    const other = await resources.add(TestIssuer.start({ issuer: name, keys: issuer.keys, clock }));
    expect(other.poolId).toBe('us-east-1_Other');
    expect(other.updatedIssuer).toBe(
      'https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_Other',
    );
    expect(decodeJwt(await other.userToken())).toMatchObject({ iss: name, iat: 1_800_000_000 });
  });
});

describe('TestIdentityPool', () => {
  it('is an issuer of its own', async () => {
    const pool = await resources.add(TestIdentityPool.start({ clock }));
    const token = await pool.openIdToken(issuer.poolId);
    const options = { issuer: 'https://cognito-identity.amazonaws.com', currentDate };
    const { payload } = await jwtVerify(token, publishedBy(pool), options);
    expect(payload).toMatchObject({ aud: pool.identityPoolId, sub: pool.identityId });
    await expect(jwtVerify(token, publishedBy(issuer), { currentDate })).rejects.toThrow();
  });
});

describe('TestGateway', () => {
  it('makes Txn-Tokens for one service, on the same clock', async () => {
    const gateway = await resources.add(TestGateway.start({ clock }));
    const token = await gateway.userTxnToken('order-service', ['orders/read']);
    const { payload } = await jwtVerify(token, publishedBy(gateway), {
      audience: 'order-service',
      typ: 'txntoken+jwt',
      currentDate,
    });
    expect(payload).toMatchObject({ scope: 'orders/read', tctx: { kind: 'user' } });
  });
});

describe('the catalogue of forged tokens', () => {
  let forge: Forge;
  let forged: ForgedToken[];

  beforeAll(async () => {
    const attacker = await generateSigningKey('RS256', 'attackers-key');
    forge = new Forge(issuer, attacker);
    forged = await forgedTokens(issuer, { attacker });
  });

  it('starts from a token that is good', async () => {
    const { payload } = await jwtVerify(forge.token(), publishedBy(issuer), { currentDate });
    expect(payload).toMatchObject({ token_use: 'access', client_id: issuer.clientId });
  });

  it('tells its tokens apart by name, says why each is refused, and repeats none', () => {
    expect(forged.length).toBeGreaterThan(600);
    expect(new Set(forged.map(({ name }) => name)).size).toBe(forged.length);
    expect(forged.filter(({ expectedReason }) => !expectedReason)).toEqual([]);
    expect(new Set(forged.map(({ token }) => token)).size).toBe(forged.length);
  });

  it('truly signs what is wrong by its claims', async () => {
    const keys = publishedBy(issuer);
    const judged = ['claims', 'client', 'audience', 'expired', 'not_yet_valid', 'lifetime'];
    const signed = forged.filter(
      ({ group, expectedReason = '' }) => group === 'claims' && judged.includes(expectedReason),
    );
    expect(signed.length).toBeGreaterThan(200);
    for (const { token } of signed) await compactVerify(token, keys);
  });

  it('holds no token that another library takes for more than its signature', async () => {
    const unsigned = forged.filter(({ expectedReason = '' }) =>
      ['signature', 'algorithm', 'unknown_key'].includes(expectedReason),
    );
    const keys = publishedBy(issuer);
    for (const { token } of unsigned) {
      await expect(compactVerify(token, keys, { algorithms: ['RS256'] })).rejects.toThrow();
    }
  });

  it('has a certificate an attacker really made out', () => {
    const { publicJwk } = forge.attacker;
    const certificate = new X509Certificate(selfSignedCertificate(forge.attacker));
    expect(certificate.subject).toBe('CN=attacker');
    const { n, e } = publicJwk;
    const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
    expect(certificate.verify(key)).toBe(true);
  });

  it('has good tokens without the right', async () => {
    const keys = publishedBy(issuer);
    const tokens = [
      ...(await tokensWithoutScope(issuer, 'orders/read')),
      ...(await tokensWithoutGroup(issuer, 'support')),
    ];
    for (const { token } of tokens) {
      const { payload } = await jwtVerify(token, keys, { currentDate });
      expect(String(payload.scope).split(' ')).not.toContain('orders/read');
      expect(payload['cognito:groups'] ?? []).not.toContain('support');
    }
  });

  it('has Txn-Tokens, too', async () => {
    const gateway = await resources.add(TestGateway.start({ clock }));
    const forged = await forgedTxnTokens(gateway, 'order-service', 'user-service');
    expect(forged.length).toBeGreaterThan(60);
    expect(new Set(forged.map(({ name }) => name)).size).toBe(forged.length);
  });
});

describe('KeyServer', () => {
  it('plays every fault it is told to', async () => {
    const server = await resources.add(KeyServer.start([issuer.accessKey]));
    const faults = await faultyJwks(issuer.accessKey, issuer.keys.id, issuer.jwksUri);
    const before = issuer.keyServer.requests;
    for (const { reaction } of faults) {
      server.respond = () => reaction;
      const signal = typeof reaction === 'object' ? null : AbortSignal.timeout(500);
      const answer = await fetch(server.url, { redirect: 'manual', signal }).catch(() => undefined);
      if (typeof reaction === 'object') expect(answer?.status).toBe(reaction.status);
      await answer?.body?.cancel().catch(() => undefined);
    }
    expect(server.requests).toBe(faults.length);
    expect(issuer.keyServer.requests).toBe(before);
  });
});

describe('FakeClock', () => {
  it('moves only when told to', () => {
    const own = new FakeClock(1000);
    own.advanceSeconds(2);
    expect(own.nowMilliseconds()).toBe(3000);
  });
});

describe('startProcess', () => {
  it('reports why a process did not become ready', async () => {
    const [port] = await freePorts(1);
    const options = {
      script: '-e',
      args: ['console.log("gone")'],
      readyUrl: `http://127.0.0.1:${port}/`,
    };
    await expect(startProcess(options)).rejects.toThrow('gone');
  });

  it('kills a process that accepts requests and never becomes ready', async () => {
    const [port] = await freePorts(1);
    const readyUrl = `http://127.0.0.1:${port}/`;
    const silentServer = `require('node:http').createServer(() => {}).listen(${port}, '127.0.0.1')`;
    const options = { script: '-e', args: [silentServer], readyUrl };
    await expect(startProcess({ ...options, readyWithinMilliseconds: 1_000 })).rejects.toThrow(
      `not ready at ${readyUrl}`,
    );
    await expect(fetch(readyUrl)).rejects.toThrow();
  });
});

describe('StartedValkey', () => {
  it('leaves no directory behind when the server does not start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'no-valkey-'));
    resources.add(() => rm(folder, { recursive: true }));
    const program = join(folder, 'valkey-server');
    await writeFile(
      program,
      `#!/bin/sh\nfor last; do :; done\nls -d "$last" > ${folder}/directory\n`,
    );
    await chmod(program, 0o755);
    const path = process.env.PATH;
    resources.add(() => (process.env.PATH = path));
    process.env.PATH = `${folder}:${path}`;
    await expect(StartedValkey.start()).rejects.toThrow('the Valkey server is not ready');
    const directory = (await readFile(join(folder, 'directory'), 'utf8')).trim();
    expect(directory).toContain('valkey-');
    expect(existsSync(directory)).toBe(false);
  });
});
