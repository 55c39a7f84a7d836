import {
  FakeClock,
  faultyJwks,
  freePorts,
  generateSigningKey,
  type JwksReaction,
  type SigningKey,
  serving,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { AccessTokenVerifier } from '../access-token/access-token-verifier.js';
import { KeysUnavailableError } from '../errors.js';
import { RevokedTokenError, SignatureError, UnknownKeyError } from '../invalid-token-errors.js';
import { keyStoreLimits } from '../keys/key-store.js';
import { RevocationList } from '../revocation/revocation-list.js';

const resources = useResources();
const elsewhere = await resources.add(TestIssuer.start());
const { keys } = elsewhere;
const { newKey, faults } = await resources.open(async () => {
  const newKey = await generateSigningKey('RS256', 'a-key-that-came-later');
  return { newKey, faults: await faultyJwks(keys.access, newKey, elsewhere.jwksUri) };
});

let clock: FakeClock;
let issuer: TestIssuer;
let verifier: AccessTokenVerifier;

beforeEach(async () => {
  clock = new FakeClock();
  issuer = await resources.add(TestIssuer.start({ keys, clock }));
  verifier = verifierOf(issuer);
});

function verifierOf(pools: TestIssuer | TestIssuer[], options: object = {}) {
  const trusted = [pools].flat().map(({ issuer: name, jwksUri, clientId }) => ({
    issuer: name,
    jwksUri,
    clientIds: [clientId],
  }));
  return new AccessTokenVerifier({ pools: trusted, clock, ...options });
}

const refusalOf = (token: string) => verifier.verify(token).catch((error: unknown) => error);
const dark: JwksReaction = { status: 500, body: '' };
const signedBy = (key: SigningKey) => issuer.userToken([], { key });

/** Tokens that differ in their `kid` alone. */
async function flood(count: number, from = 0): Promise<string[]> {
  const [, payload, signature] = (await issuer.userToken()).split('.');
  return Array.from({ length: count }, (_, index) => {
    const header = JSON.stringify({ alg: 'RS256', kid: `unknown-${from + index}` });
    return `${Buffer.from(header).toString('base64url')}.${payload}.${signature}`;
  });
}

describe('a flood of unknown key ids', () => {
  it('of 10,000 at once causes one fetch a cool-down', async () => {
    const tokens = await flood(10_000);
    const refusals = await Promise.all(tokens.map(refusalOf));
    expect(refusals.every((refusal) => refusal instanceof UnknownKeyError)).toBe(true);
    expect(issuer.keyServer.requests).toBe(1);
    clock.advanceSeconds(keyStoreLimits.coolDownSeconds - 1);
    await Promise.all((await flood(1000)).map(refusalOf));
    expect(issuer.keyServer.requests).toBe(1);
    clock.advanceSeconds(1);
    await Promise.all((await flood(1000)).map(refusalOf));
    expect(issuer.keyServer.requests).toBe(2);
    await expect(verifier.verify(await issuer.userToken())).resolves.toMatchObject({
      kind: 'user',
    });
  });

  it('keeps no new key out for longer than a cool-down, however long it lasts', async () => {
    await Promise.all((await flood(100)).map(refusalOf));
    issuer.keyServer.keys.push(newKey);
    const token = await signedBy(newKey);
    await expect(verifier.verify(token)).rejects.toBeInstanceOf(UnknownKeyError);
    for (let second = 1; second < keyStoreLimits.coolDownSeconds; second += 1) {
      clock.advanceSeconds(1);
      await Promise.all((await flood(100, 100 * second)).map(refusalOf));
    }
    expect(issuer.keyServer.requests).toBe(1);
    clock.advanceSeconds(1);
    const during = (await flood(1000, 2000)).map(refusalOf);
    await expect(verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
    await Promise.all(during);
    expect(issuer.keyServer.requests).toBe(2);
  });

  it('is not answered with 401 while the keys cannot be had', async () => {
    issuer.keyServer.respond = () => dark;
    const refusals = await Promise.all((await flood(1000)).map(refusalOf));
    expect(refusals.every((refusal) => refusal instanceof KeysUnavailableError)).toBe(true);
    expect(issuer.keyServer.requests).toBe(1);
  });
});

describe('a JWKS address that answers with', () => {
  it.each(faults.map(({ name, reaction }) => [name, reaction] as const))(
    '%s gives no key, and known ones go on serving',
    async (_name, reaction) => {
      const token = await issuer.userToken();
      issuer.keyServer.respond = () => reaction;
      await expect(verifier.verify(token)).rejects.toBeInstanceOf(KeysUnavailableError);
      issuer.keyServer.respond = () => issuer.keyServer.published();
      clock.advanceSeconds(keyStoreLimits.coolDownSeconds);
      await expect(verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
      issuer.keyServer.respond = () => reaction;
      clock.advanceSeconds(keyStoreLimits.freshSeconds + 1);
      await expect(verifier.verify(await issuer.userToken())).resolves.toMatchObject({
        kind: 'user',
      });
    },
  );

  it.each(faults.flatMap(({ name, keys: entries }) => (entries ? [[name, entries] as const] : [])))(
    '%s beside a good key gives the good one alone',
    async (_name, entries) => {
      issuer.keyServer.respond = () => serving([...entries, newKey.publicJwk]);
      await expect(verifier.verify(await signedBy(newKey))).resolves.toMatchObject({
        kind: 'user',
      });
      await expect(verifier.verify(await issuer.userToken())).rejects.toBeInstanceOf(
        UnknownKeyError,
      );
    },
  );

  it('a redirect never leads anywhere', async () => {
    const headers = { location: elsewhere.jwksUri };
    issuer.keyServer.respond = () => ({ status: 302, headers, body: '' });
    await expect(verifier.verify(await issuer.userToken())).rejects.toBeInstanceOf(
      KeysUnavailableError,
    );
    expect(elsewhere.keyServer.requests).toBe(0);
  });

  it.each<JwksReaction>(['hang', 'trickle'])(
    'nothing in time (%s) is given up as a whole',
    async (reaction) => {
      const jwks = { timeoutMilliseconds: 1_000 };
      const hurried = verifierOf(issuer, { limits: { keys: { ...keyStoreLimits, jwks } } });
      issuer.keyServer.respond = () => reaction;
      await expect(hurried.verify(await issuer.userToken())).rejects.toBeInstanceOf(
        KeysUnavailableError,
      );
      issuer.keyServer.respond = () => issuer.keyServer.published();
      clock.advanceSeconds(keyStoreLimits.coolDownSeconds);
      await expect(hurried.verify(await issuer.userToken())).resolves.toMatchObject({
        kind: 'user',
      });
    },
  );

  it('the label of another type is judged by what it holds', async () => {
    const { body } = issuer.keyServer.published();
    const headers = { 'content-type': 'text/plain' };
    issuer.keyServer.respond = () => ({ status: 200, headers, body });
    await expect(verifier.verify(await issuer.userToken())).resolves.toMatchObject({
      kind: 'user',
    });
  });
});

describe('keys that cannot be had', () => {
  it('at the start: nothing is said about a token, and all is well once they are there', async () => {
    const [port] = await freePorts(1);
    const pool = { issuer: issuer.issuer, clientIds: [issuer.clientId] };
    const lost = new AccessTokenVerifier({
      pools: [{ ...pool, jwksUri: `http://127.0.0.1:${port}/jwks` }],
      clock,
    });
    await expect(lost.verify(await issuer.userToken())).rejects.toBeInstanceOf(
      KeysUnavailableError,
    );
    issuer.keyServer.respond = () => 'drop';
    await expect(verifier.verify(await issuer.userToken())).rejects.toBeInstanceOf(
      KeysUnavailableError,
    );
    issuer.keyServer.respond = () => issuer.keyServer.published();
    await expect(verifier.verify(await issuer.userToken())).rejects.toBeInstanceOf(
      KeysUnavailableError,
    );
    clock.advanceSeconds(keyStoreLimits.coolDownSeconds);
    await expect(verifier.verify(await issuer.userToken())).resolves.toMatchObject({
      kind: 'user',
    });
  });

  it('later: known ones serve for a day, new and known tokens alike, and no longer', async () => {
    await verifier.verify(await issuer.userToken());
    issuer.keyServer.respond = () => dark;
    for (let hour = 1; hour < 24; hour += 1) {
      clock.advanceSeconds(3600);
      const token = await issuer.userToken();
      await expect(verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
      await expect(verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
      await expect(verifier.verify(await signedBy(newKey))).rejects.toBeInstanceOf(
        KeysUnavailableError,
      );
    }
    clock.advanceSeconds(3590);
    const known = await issuer.userToken();
    await verifier.verify(known);
    clock.advanceSeconds(11);
    expect(verifier.getCached(known)).toBeUndefined();
    await expect(verifier.verify(known)).rejects.toBeInstanceOf(KeysUnavailableError);
    issuer.keyServer.respond = () => issuer.keyServer.published();
    clock.advanceSeconds(keyStoreLimits.coolDownSeconds);
    await expect(verifier.verify(await issuer.userToken())).resolves.toMatchObject({
      kind: 'user',
    });
  });

  it('of one pool are no matter of another', async () => {
    const other = await resources.add(
      TestIssuer.start({
        issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_TestPool2',
        keys: { access: newKey, id: keys.id },
        clock,
      }),
    );
    const both = verifierOf([issuer, other]);
    let fail: (reaction: JwksReaction) => void = () => undefined;
    const answer = new Promise<JwksReaction>((resolve) => (fail = resolve));
    issuer.keyServer.respond = () => answer;
    const waiting = both.verify(await issuer.userToken());
    await expect(both.verify(await other.userToken())).resolves.toMatchObject({ kind: 'user' });
    fail(dark);
    await expect(waiting).rejects.toBeInstanceOf(KeysUnavailableError);
    await expect(both.verify(await other.userToken())).resolves.toMatchObject({ kind: 'user' });
  });
});

describe('a token that was found good', () => {
  it('is good no more once its key has left the set', async () => {
    const token = await issuer.userToken();
    await verifier.verify(token);
    issuer.keyServer.keys.splice(0, 1, newKey);
    clock.advanceSeconds(keyStoreLimits.coolDownSeconds);
    await verifier.verify(await signedBy(newKey));
    expect(verifier.getCached(token)).toBeUndefined();
    await expect(verifier.verify(token)).rejects.toBeInstanceOf(UnknownKeyError);
  });

  it('is not remembered for another key under the same id', async () => {
    const token = await issuer.userToken();
    await verifier.verify(token);
    const replaced = { ...newKey, publicJwk: { ...newKey.publicJwk, kid: keys.access.kid } };
    issuer.keyServer.keys.splice(0, 1, replaced);
    clock.advanceSeconds(keyStoreLimits.coolDownSeconds);
    await refusalOf(await signedBy(newKey));
    expect(verifier.getCached(token)).toBeUndefined();
    await expect(verifier.verify(token)).rejects.toBeInstanceOf(SignatureError);
  });

  it('is known for five minutes and never past its exp', async () => {
    const long = await issuer.userToken();
    const short = await issuer.userToken([], { claims: { exp: issuer.now() + 100 } });
    await Promise.all([verifier.verify(long), verifier.verify(short)]);
    clock.advanceSeconds(99);
    expect(verifier.getCached(short)).toMatchObject({ kind: 'user' });
    clock.advanceSeconds(1);
    expect(verifier.getCached(short)).toBeUndefined();
    clock.advanceSeconds(30);
    await expect(verifier.verify(short)).rejects.toMatchObject({ reason: 'expired' });
    clock.advanceSeconds(169);
    expect(verifier.getCached(long)).toMatchObject({ kind: 'user' });
    clock.advanceSeconds(1);
    expect(verifier.getCached(long)).toBeUndefined();
  });

  it('ends with its session, and with all sessions of its user', async () => {
    const revocations = new RevocationList(clock);
    const revoking = verifierOf(issuer, { revocations });
    const claims = { origin_jti: 'the-session' };
    const [one, another] = [await issuer.userToken([], { claims }), await issuer.userToken()];
    await Promise.all([revoking.verify(one), revoking.verify(another)]);
    const { poolId, userSubject: subject } = issuer;
    const expiresAt = issuer.now() + 3600;
    revocations.add({ kind: 'session', poolId, originJti: 'the-session', expiresAt });
    await expect(revoking.verify(one)).rejects.toBeInstanceOf(RevokedTokenError);
    await expect(revoking.verify(one)).rejects.toBeInstanceOf(RevokedTokenError);
    await expect(revoking.verify(another)).resolves.toMatchObject({ kind: 'user' });
    revocations.add({ kind: 'user', poolId, subject, issuedUntil: issuer.now(), expiresAt });
    await expect(revoking.verify(another)).rejects.toBeInstanceOf(RevokedTokenError);
    clock.advanceSeconds(1);
    await expect(revoking.verify(await issuer.userToken())).resolves.toMatchObject({
      kind: 'user',
    });
  });
});
