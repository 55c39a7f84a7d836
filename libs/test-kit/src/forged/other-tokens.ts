import { type Forge, type ForgedToken, rs256 } from './forge.js';

/** Tokens that are good for something else, and mixtures of two kinds. */
export async function otherTokens(forge: Forge): Promise<ForgedToken[]> {
  return [...(await otherKinds(forge)), ...otherIssuers(forge), ...mixtures(forge)];
}

async function otherKinds(forge: Forge): Promise<ForgedToken[]> {
  const { issuer } = forge;
  const [idToken, federated, refreshToken] = await Promise.all([
    issuer.idToken(),
    issuer.federatedIdToken(),
    issuer.refreshToken(),
  ]);
  const goodToken = forge.token();
  const idClaims = { token_use: 'id', aud: issuer.clientId, client_id: undefined };
  const all: Omit<ForgedToken, 'group'>[] = [
    { name: 'an ID token', token: idToken, expectedReason: 'token_use' },
    { name: 'an ID token of a federated user', token: federated, expectedReason: 'token_use' },
    { name: 'a refresh token', token: refreshToken, expectedReason: 'malformed' },
    {
      name: "the ID token's key under the claims of an access token",
      token: forge.token(
        forge.header({ kid: issuer.keys.id.kid }),
        forge.claims(),
        rs256(issuer.keys.id),
      ),
      after: [goodToken, idToken],
      expectedReason: 'token_use',
    },
    {
      name: "the ID token's key under a machine's claims",
      token: forge.token(
        forge.header({ kid: issuer.keys.id.kid }),
        issuer.machineClaims(['orders/read']),
        rs256(issuer.keys.id),
      ),
      after: [goodToken, idToken],
      expectedReason: 'token_use',
    },
  ];
  return [
    ...all.map((token) => ({ ...token, group: 'claims' as const })),
    forge.claimed('the claims of an ID token, signed as an access token', idClaims, 'token_use'),
    ...['Access', 'access ', 'ACCESS', 'id access', 'refresh', '*'].map((use) =>
      forge.claimed(`token_use ${JSON.stringify(use)}`, { token_use: use }, 'token_use'),
    ),
  ];
}

/** The attacker's key plays the key of a pool that isn't trusted, or of an identity pool. */
function otherIssuers(forge: Forge): ForgedToken[] {
  const { issuer, attacker, attackers } = forge;
  const now = issuer.now();
  const otherPool = { iss: `${issuer.issuer.slice(0, -1)}9` };
  const identity = {
    iss: 'https://cognito-identity.amazonaws.com',
    sub: 'eu-west-1:11111111-2222-4333-8444-555555555555',
    aud: 'eu-west-1:0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
    amr: ['authenticated'],
    iat: now,
    exp: now + 600,
  };
  const { kid } = attacker;
  const make = (changes: object, payload: object) =>
    forge.token(forge.header(changes), payload, attackers);
  const tokens: [string, string, string][] = [
    ['a token of another pool', make({ kid }, forge.claims(otherPool)), 'issuer'],
    ['a token of another pool under our kid', make({}, forge.claims(otherPool)), 'issuer'],
    ["another pool's key for our issuer", make({ kid }, forge.claims()), 'unknown_key'],
    ["another pool's key for our issuer under our kid", make({}, forge.claims()), 'signature'],
    ['a token of an identity pool', make({ kid, typ: 'JWS' }, identity), 'issuer'],
    [
      'a token of an identity pool that says RS512',
      make({ kid, typ: 'JWS', alg: 'RS512' }, identity),
      'algorithm',
    ],
    [
      'a token of an identity pool with the claims of an access token',
      make({ kid }, { ...forge.claims(), ...identity }),
      'issuer',
    ],
  ];
  return tokens.map(([name, token, expectedReason]) => ({
    name,
    group: 'claims',
    token,
    expectedReason,
  }));
}

/** A machine has its client id for subject and no user; a user has a username and a subject of their own. */
function mixtures(forge: Forge): ForgedToken[] {
  const { issuer } = forge;
  const machine = (name: string, changes: object): ForgedToken => ({
    name,
    group: 'claims',
    token: forge.token(forge.header(), { ...issuer.machineClaims(['orders/read']), ...changes }),
    expectedReason: 'claims',
  });
  return [
    machine('a machine with a username', { username: 'ada' }),
    machine('a machine with its own name for a username', { username: issuer.machineClientId }),
    machine('a machine in a group', { 'cognito:groups': ['support'] }),
    machine("a machine with a user's subject", { sub: issuer.userSubject }),
    machine("a machine with another machine's subject", { sub: issuer.clientId }),
    forge.claimed('a user with a client id for subject', { sub: issuer.clientId }, 'claims'),
    forge.claimed('a user without a username', { username: undefined }, 'claims'),
    forge.claimed(
      'a user without a username in a group',
      { username: undefined, 'cognito:groups': ['support'] },
      'claims',
    ),
  ];
}
