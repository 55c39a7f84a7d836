import { createHmac, KeyObject, sign } from 'node:crypto';
import { generateSigningKey } from '../signing-key.js';
import type { TestGateway, TxnTokenChanges } from '../test-gateway.js';
import { txnTokenContextClaims } from '../txn-token-context.js';
import { wrongValuesOf } from './claim-types.js';
import { encode, type ForgedToken, spelled } from './forge.js';

/** A Txn-Token that no service may take. */
export type ForgedTxnToken = Omit<ForgedToken, 'group' | 'after'>;

/**
 * Txn-Tokens that the service `audience` may not take, each with one thing wrong.
 *
 * @param otherAudience a service that the gateway makes tokens for, too
 */
export async function forgedTxnTokens(
  gateway: TestGateway,
  audience: string,
  otherAudience: string,
): Promise<ForgedTxnToken[]> {
  const attacker = await generateSigningKey('ES256', gateway.key.kid);
  const rows = [
    ...changedHeaders(),
    ...changedClaims(audience, otherAudience),
    ...changedTimes(gateway.now()),
    ...changedContext(),
    row('an unknown key', { key: { ...attacker, kid: 'other' } }, 'unknown_key'),
    row("an attacker's key under the gateway's kid", { key: attacker }, 'signature'),
  ];
  const changed = rows.map(async ({ name, changes, expectedReason }) => ({
    name,
    token: await gateway.userTxnToken(audience, [], changes),
    expectedReason,
  }));
  const good = await gateway.userTxnToken(audience);
  return [...(await Promise.all(changed)), ...rewritten(gateway, good)];
}

interface Row {
  readonly name: string;
  readonly changes: TxnTokenChanges;
  readonly expectedReason: string;
}

const row = (name: string, changes: TxnTokenChanges, expectedReason: string): Row => ({
  name,
  changes,
  expectedReason,
});

function changedHeaders(): Row[] {
  return [
    ...['JWT', 'at+jwt', 'TXNTOKEN+JWT', 'application/txntoken+jwt', '', undefined].map((typ) =>
      row(`typ ${typ ?? 'missing'}`, { header: { typ } }, 'type'),
    ),
    row('no kid', { header: { kid: undefined } }, 'header'),
    row('an empty kid', { header: { kid: '' } }, 'header'),
    row('a kid that is not published', { header: { kid: 'other' } }, 'unknown_key'),
    row('the kid __proto__', { header: { kid: '__proto__' } }, 'unknown_key'),
  ];
}

function changedClaims(audience: string, otherAudience: string): Row[] {
  const claim = (name: string, claims: Record<string, unknown>, reason: string) =>
    row(name, { claims }, reason);
  return [
    claim('for another service', { aud: otherAudience }, 'audience'),
    claim('for two services', { aud: [audience, otherAudience] }, 'audience'),
    claim('for a list of one service', { aud: [audience] }, 'audience'),
    claim('for no service', { aud: undefined }, 'audience'),
    claim('for the service in capitals', { aud: audience.toUpperCase() }, 'audience'),
    claim('for the service and more', { aud: `${audience}-2` }, 'audience'),
    claim('another issuer', { iss: 'elsewhere' }, 'issuer'),
    claim('no issuer', { iss: undefined }, 'issuer'),
    claim('the issuer in a list', { iss: ['gateway'] }, 'issuer'),
    ...['sub', 'txn', 'req_wl', 'tctx'].flatMap((name) =>
      [undefined, null, '', 7, ['x']].map((value) =>
        claim(`${name}: ${spelled(value)}`, { [name]: value }, 'claims'),
      ),
    ),
    claim('scopes in a list', { scope: ['orders/read'] }, 'claims'),
    claim('a request context that is text', { rctx: 'x' }, 'claims'),
  ];
}

function changedTimes(now: number): Row[] {
  const times: [string, Record<string, unknown>, string][] = [
    ['past', { iat: now - 66, exp: now - 6 }, 'expired'],
    ['ahead', { iat: now + 3600, exp: now + 3660 }, 'not_yet_valid'],
    ['a second too long', { iat: now, exp: now + 61 }, 'lifetime'],
    ['an hour long', { exp: now + 3600 }, 'lifetime'],
    ['over before it begins', { exp: now - 1 }, 'lifetime'],
    ['exp missing', { exp: undefined }, 'claims'],
    ['exp as text', { exp: `${now + 60}` }, 'claims'],
    ['exp of 1e308', { exp: 1e308 }, 'claims'],
    ['iat missing', { iat: undefined }, 'claims'],
    ['iat null', { iat: null }, 'claims'],
  ];
  return times.map(([name, claims, reason]) => row(name, { claims }, reason));
}

function changedContext(): Row[] {
  const contexts: [string, Record<string, unknown>][] = [
    ['an unknown kind', { kind: 'root' }],
    ['no kind', { kind: undefined }],
    ['no pool', { pool_id: undefined }],
    ['no client', { client_id: undefined }],
    ['a user without a username', { username: undefined }],
    ['groups in text', { groups: 'support' }],
    ['a sign-in time in text', { auth_time: '1' }],
    ['a level in a list', { acr: ['urn:cognito:loa:4'] }],
  ];
  const wrongTypes = Object.entries(txnTokenContextClaims).flatMap(([name, { type }]) =>
    wrongValuesOf(type).map(([value, content]): [string, Record<string, unknown>] => [
      `tctx.${name}: ${value}`,
      { [name]: content },
    ]),
  );
  return [...contexts, ...wrongTypes].map(([name, context]) => row(name, { context }, 'claims'));
}

/** A good one, written or signed anew. */
function rewritten({ key }: TestGateway, good: string): ForgedTxnToken[] {
  const [header = '', payload = '', signature = ''] = good.split('.');
  const privateKey = KeyObject.from(key.privateKey);
  const fields = { alg: 'ES256', typ: 'txntoken+jwt', kid: key.kid };
  const signed = (changes: object, dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363') => {
    const input = `${encode({ ...fields, ...changes })}.${payload}`;
    const bytes = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding });
    return `${input}.${bytes.toString('base64url')}`;
  };
  const hmac = (input: string) =>
    createHmac('sha256', JSON.stringify(key.publicJwk)).update(input).digest('base64url');
  const symmetric = `${encode({ ...fields, alg: 'HS256' })}.${payload}`;
  const none = encode({ ...fields, alg: 'none' });
  const zeros = Buffer.alloc(64).toString('base64url');
  const rows: [string, string, string][] = [
    ['alg none', `${none}.${payload}.${signature}`, 'algorithm'],
    ['alg none without a signature', `${none}.${payload}.`, 'malformed'],
    ['HS256 with the public key', `${symmetric}.${hmac(symmetric)}`, 'algorithm'],
    ['ES384 in name', signed({ alg: 'ES384' }), 'algorithm'],
    ['crit', signed({ crit: ['exp'] }), 'header'],
    ['b64 false', signed({ b64: false }), 'header'],
    ['a signature in DER', signed({}, 'der'), 'signature'],
    ['a signature of zeros (CVE-2022-21449)', `${header}.${payload}.${zeros}`, 'signature'],
    ['no signature', `${header}.${payload}`, 'malformed'],
    ['two of them', `${good},${good}`, 'malformed'],
  ];
  return rows.map(([name, token, expectedReason]) => ({ name, token, expectedReason }));
}
