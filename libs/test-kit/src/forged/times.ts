import type { Forge, ForgedToken } from './forge.js';

const hour = 3600;
const day = 24 * hour;

/**
 * Truly signed tokens whose times are over, ahead, out of all bounds, or no times (RFC 7519 §4.1.4 to §4.1.6). None
 * becomes good while a test runs.
 */
export function forgedTimes(forge: Forge): ForgedToken[] {
  const now = forge.issuer.now();
  const numbers: [string, unknown, string][] = [
    ['exp as text', `${now + 3600}`, 'claims'],
    ['exp as a fraction', now + 3600.5, 'claims'],
    ['exp below zero', -1, 'claims'],
    ['exp of minus zero', -0, 'claims'],
    ['exp of 1e308', 1e308, 'claims'],
    ['exp beyond exact numbers', 2 ** 53, 'claims'],
    ['exp at the end of exact numbers', Number.MAX_SAFE_INTEGER, 'lifetime'],
    ['exp in milliseconds', (now + 3600) * 1000, 'lifetime'],
    ['exp as a date', new Date((now + 3600) * 1000).toISOString(), 'claims'],
    ['exp long past', 1, 'expired'],
    ['exp a minute ago', now - 60, 'expired'],
    ['exp half a minute ago', now - 30, 'expired'],
    ['exp a week ahead', now + 7 * day, 'lifetime'],
  ];
  const spans: [string, object, string][] = [
    ['exp a day and a second after iat', { iat: now, exp: now + day + 1 }, 'lifetime'],
    ['exp at iat', { iat: now + 10, exp: now + 10 }, 'lifetime'],
    ['exp before iat', { iat: now + 10, exp: now }, 'lifetime'],
    ['iat an hour ahead', { iat: now + hour, exp: now + 2 * hour }, 'not_yet_valid'],
    ['iat in milliseconds', { iat: now * 1000, exp: now * 1000 + 3600 }, 'not_yet_valid'],
    ['iat as text', { iat: `${now}` }, 'claims'],
    ['iat two days ago', { iat: now - 2 * day }, 'lifetime'],
    ['iat below zero', { iat: -1 }, 'claims'],
    ['nbf an hour ahead', { nbf: now + hour, exp: now + 2 * hour }, 'not_yet_valid'],
    ['nbf far ahead', { nbf: Number.MAX_SAFE_INTEGER }, 'not_yet_valid'],
    ['nbf as text', { nbf: `${now}` }, 'claims'],
  ];
  return [
    ...numbers.map(([name, exp, reason]) => forge.claimed(name, { exp }, reason)),
    ...spans.map(([name, changes, reason]) => forge.claimed(name, changes, reason)),
    ...beyondJson(forge),
  ];
}

/** Numbers that JSON can write and JavaScript can't hold. */
function beyondJson(forge: Forge): ForgedToken[] {
  const good = JSON.stringify(forge.claims());
  const spellings = ['1e999', '-1e999', '1e-999', '9'.repeat(400), '18446744073709551616'];
  return spellings.map((spelling) => ({
    name: `exp written ${spelling.slice(0, 30)}`,
    group: 'claims',
    token: forge.token(forge.header(), good.replace(/"exp":\d+/, `"exp":${spelling}`)),
    expectedReason: 'claims',
  }));
}
