import { deflateRawSync } from 'node:zlib';
import { selfSignedCertificate } from '../self-signed-certificate.js';
import { encode, type Forge, type ForgedToken, spelled } from './forge.js';

/**
 * Tokens whose header brings keys along, names extensions, or can be read in two ways.
 *
 * @param attackerUrl where an attacker serves keys; nobody may ever ask there
 */
export function forgedHeaders(forge: Forge, attackerUrl: string): ForgedToken[] {
  return [
    ...broughtKeys(forge, attackerUrl),
    ...extensions(forge),
    ...keyIds(forge),
    ...doubtfulHeaders(forge),
    ...wrappings(forge),
  ];
}

function broughtKeys(forge: Forge, attackerUrl: string): ForgedToken[] {
  const { kid: attackerKid, publicJwk } = forge.attacker;
  const certificate = selfSignedCertificate(forge.attacker);
  const members: [string, object][] = [
    ['jwk', { jwk: publicJwk }],
    ['jwk of the same kid', { jwk: { ...publicJwk, kid: forge.issuer.accessKey.kid } }],
    ['jku', { jku: attackerUrl }],
    ['x5u', { x5u: attackerUrl }],
    ['x5c', { x5c: [certificate.toString('base64')] }],
    ['jwk, jku, x5u and x5c', { jwk: publicJwk, jku: attackerUrl, x5u: attackerUrl }],
  ];
  return members.flatMap(([name, member]) => {
    const make = (changes: object) =>
      forge.token(forge.header({ ...member, ...changes }), forge.claims(), forge.attackers);
    return [
      forge.form(`an embedded ${name}, the issuer's kid`, make({}), 'signature'),
      forge.form(`an embedded ${name}, its own kid`, make({ kid: attackerKid }), 'unknown_key'),
      forge.form(`an embedded ${name}, no kid`, make({ kid: undefined }), 'header'),
    ];
  });
}

/** RFC 7515 §4.1.11, RFC 7797. */
function extensions(forge: Forge): ForgedToken[] {
  const crits: unknown[] = [
    ['exp'],
    ['unknown'],
    [],
    ['b64'],
    ['alg'],
    ['crit'],
    'exp',
    null,
    {},
    1,
  ];
  const plain = crits.map((crit) => [`crit ${JSON.stringify(crit)}`, { crit }] as const);
  const members: (readonly [string, object])[] = [
    ...plain,
    ['crit of an extension that is there', { crit: ['x'], x: true }],
    ['b64 false', { b64: false }],
    ['b64 true', { b64: true }],
    ['b64 null', { b64: null }],
    ['b64 false, named in crit', { b64: false, crit: ['b64'] }],
    ['b64 true, named in crit', { b64: true, crit: ['b64'] }],
  ];
  const header = encode(forge.header({ b64: false, crit: ['b64'] }));
  const unencoded = `${header}.${JSON.stringify({ admin: true })}`;
  return [
    ...members.map(([name, member]) =>
      forge.form(name, forge.token(forge.header(member)), 'header'),
    ),
    forge.form(
      'b64 false and a payload that is not encoded',
      `${unencoded}.${forge.genuine(unencoded).toString('base64url')}`,
      'malformed',
    ),
  ];
}

function keyIds(forge: Forge): ForgedToken[] {
  const { kid } = forge.issuer.accessKey;
  const unknown = [
    '../../../../etc/passwd',
    '..\\..\\windows\\win.ini',
    '/dev/null',
    "' OR '1'='1",
    "x'; DROP TABLE keys; --",
    'https://attacker.example/jwks.json',
    '$(id)',
    '__proto__',
    'constructor',
    'toString',
    'undefined',
    '*',
    ' ',
    `${kid} `,
    `${kid}\0`,
    kid.toLowerCase(),
    kid.slice(0, -1),
    `${kid},${kid}`,
  ];
  const unusable = [undefined, null, '', 0, 1, true, [], [kid], {}, { kid }, 'k'.repeat(129)];
  const { kid: idKeyId } = forge.issuer.keys.id;
  const make = (value: unknown) => forge.token(forge.header({ kid: value }));
  return [
    ...unknown.map((value) =>
      forge.form(`kid ${JSON.stringify(value)}`, make(value), 'unknown_key'),
    ),
    ...unusable.map((value) => forge.form(`kid ${spelled(value)}`, make(value), 'header')),
    forge.form('kid of 1 MB', make('k'.repeat(1_048_576)), 'malformed'),
    forge.form('kid of the key for ID tokens', make(idKeyId), 'signature'),
  ];
}

function doubtfulHeaders(forge: Forge): ForgedToken[] {
  const kid = JSON.stringify(forge.issuer.accessKey.kid);
  const other = JSON.stringify(forge.attacker.kid);
  const headers: [string, string][] = [
    ['alg twice', `{"alg":"none","kid":${kid},"alg":"RS256"}`],
    ['alg twice, the good one first', `{"alg":"RS256","kid":${kid},"alg":"none"}`],
    ['alg twice, once with escapes', `{"alg":"RS256","kid":${kid},"\\u0061lg":"none"}`],
    ['kid twice', `{"alg":"RS256","kid":${other},"kid":${kid}}`],
    ['kid twice, once with escapes', `{"alg":"RS256","\\u006bid":${other},"kid":${kid}}`],
    ['crit twice', `{"alg":"RS256","kid":${kid},"crit":["a"],"crit":["b"]}`],
    ['__proto__', `{"alg":"RS256","kid":${kid},"__proto__":{"alg":"none"}}`],
    ['alg inside __proto__ alone', `{"kid":${kid},"__proto__":{"alg":"RS256"}}`],
    ['a byte order mark', `\uFEFF{"alg":"RS256","kid":${kid}}`],
    ['two objects', `{"alg":"RS256","kid":${kid}}{}`],
    ['a comment', `{"alg":"RS256",/**/"kid":${kid}}`],
    ['single quotes', `{'alg':'RS256','kid':'x'}`],
    ['a list', `[{"alg":"RS256","kid":${kid}}]`],
    ['null', 'null'],
    ['text', '"RS256"'],
    ['a number', '256'],
    ['nothing in it', ' '],
  ];
  return headers.map(([name, header]) =>
    forge.form(`a header with ${name}`, forge.token(header), 'malformed'),
  );
}

/** A token in a token, and a compressed one (RFC 7515 §4.1.10, RFC 7516 §4.1.3). */
function wrappings(forge: Forge): ForgedToken[] {
  const nested = forge.token(forge.header({ typ: 'JWT', cty: 'JWT' }), forge.token());
  const deflated = deflateRawSync(JSON.stringify(forge.claims()));
  const zipped = forge.token(forge.header({ zip: 'DEF' }), deflated);
  return [
    forge.form('a good token inside a token (cty)', nested, 'malformed'),
    forge.form('a compressed payload (zip)', zipped, 'malformed'),
  ];
}
