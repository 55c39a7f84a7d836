import type { Forge, ForgedToken } from './forge.js';

/** Truly signed tokens in which a claim is missing or of another type than Cognito's. */
export function forgedClaimTypes(forge: Forge): ForgedToken[] {
  return [
    ...table(forge, required, [['missing', undefined], ...wrongTypes]),
    ...table(forge, optional, wrongTypes),
  ];
}

interface Claim {
  readonly name: string;
  /** What it is refused for; where the claim itself is judged, it has a word of its own. */
  readonly reason: string;
  /** Its own type, of which an example is no fault. */
  readonly type: ClaimType;
}

export type ClaimType = 'text' | 'seconds' | 'list';

type Value = [name: string, value: unknown];

const claim = (name: string, type: ClaimType, reason = 'claims') => ({ name, type, reason });

const required: Claim[] = [
  claim('iss', 'text', 'issuer'),
  claim('token_use', 'text', 'token_use'),
  claim('client_id', 'text'),
  claim('sub', 'text'),
  claim('exp', 'seconds'),
  claim('iat', 'seconds'),
  claim('username', 'text'),
];

const optional: Claim[] = [
  claim('scope', 'text'),
  claim('cognito:groups', 'list'),
  claim('nbf', 'seconds'),
  claim('auth_time', 'seconds'),
  claim('jti', 'text'),
  claim('origin_jti', 'text'),
  claim('acr', 'text'),
  claim('amr', 'list'),
  claim('aud', 'list', 'audience'),
];

const wrongTypes: Value[] = [
  ['null', null],
  ['empty', ''],
  ['text', 'support'],
  ['a number', 7.5],
  ['zero', 0],
  ['true', true],
  ['false', false],
  ['an empty list', []],
  ['a list of text', ['access']],
  ['a list of a number', [7]],
  ['a list of a list', [['support']]],
  ['an object', {}],
  ['an object like a list', { 0: 'support', length: 1 }],
];

/** Values that are of the claim's type, and no fault or another one. */
const ofType: Record<ClaimType, readonly string[]> = {
  text: ['text'],
  seconds: [],
  list: ['an empty list', 'a list of text'],
};

/** Values of other types than the given one, and empty text. */
export function wrongValuesOf(type: ClaimType): readonly Value[] {
  return wrongTypes.filter(([value]) => !ofType[type].includes(value));
}

function table(forge: Forge, claims: Claim[], values: Value[]): ForgedToken[] {
  return claims.flatMap(({ name, reason, type }) =>
    values
      .filter(([value]) => !isHarmless(name, type, value))
      .map(([value, content]) => forge.claimed(`${name}: ${value}`, { [name]: content }, reason)),
  );
}

/** An empty `scope` is a token without rights, and an `aud` of any form is judged elsewhere. */
function isHarmless(name: string, type: ClaimType, value: string): boolean {
  if (name === 'scope' && value === 'empty') return true;
  return name !== 'aud' && ofType[type].includes(value);
}
