import { hasTokenRevocation, mayRead, tokenLifetimes } from '../pool/client-rules.js';
import { type Group, preferredRoleOf } from '../pool/group.js';
import type { UserPoolClient } from '../pool/user-pool-client.js';
import { randomId } from '../random.js';
import type { User } from '../user/user.js';
import type { Claims } from './jwt.js';
import { isWithinScopes } from './scoped-attributes.js';
import type { TokenSession } from './token-session.js';

export interface UserTokenSubject {
  readonly issuer: string;
  readonly client: UserPoolClient;
  readonly user: User;
  readonly groups: readonly Group[];
  readonly session: TokenSession;
  readonly nonce?: string | undefined;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
}

const booleanAttributes = ['email_verified', 'phone_number_verified'];

/** The claims of a user's access token before a trigger changes them (developer guide, "Access token"). */
export function accessTokenClaims(subject: UserTokenSubject): Claims {
  const { client, user, session, issuedAt } = subject;
  return new Map<string, unknown>([
    ['sub', user.sub],
    ...deviceOf(session),
    ...groupNames(subject),
    ['iss', subject.issuer],
    ...(session.viaOAuth ? [['version', 2] as const] : []),
    ['client_id', client.id],
    ...originOf(subject),
    ['event_id', session.eventId],
    ...(session.resource === undefined ? [] : [['aud', session.resource] as const]),
    ['token_use', 'access'],
    ['scope', session.scopes.join(' ')],
    ...contextOf(session),
    ['auth_time', authTimeOf(session)],
    ['exp', issuedAt + tokenLifetimes(client).accessSeconds],
    ['iat', issuedAt],
    ...ownIdOf(client),
    ['username', user.username],
  ]);
}

/** The claims of a user's ID token before a trigger changes them (developer guide, "Identity (ID) token"). */
export function idTokenClaims(subject: UserTokenSubject): Claims {
  const { client, user, session, issuedAt } = subject;
  return new Map<string, unknown>([
    ['sub', user.sub],
    ...groupNames(subject),
    ...roles(subject.groups),
    ...readableAttributes(subject),
    ...identitiesOf(subject),
    ['iss', subject.issuer],
    ['cognito:username', user.username],
    ...originOf(subject),
    ['aud', client.id],
    ...(subject.nonce === undefined ? [] : [['nonce', subject.nonce] as const]),
    ['event_id', session.eventId],
    ['token_use', 'id'],
    ...contextOf(session),
    ['auth_time', authTimeOf(session)],
    ['exp', issuedAt + tokenLifetimes(client).idSeconds],
    ['iat', issuedAt],
    ...ownIdOf(client),
  ]);
}

export const authTimeOf = ({ authenticatedAt, startedAt }: TokenSession) =>
  Math.floor((authenticatedAt ?? startedAt) / 1_000);

type Entries = readonly (readonly [string, unknown])[];

const contextOf = ({ context }: TokenSession): Entries =>
  context === undefined
    ? []
    : [
        ['acr', context.acr],
        ['amr', context.amr],
      ];

const deviceOf = ({ deviceKey }: TokenSession): Entries =>
  deviceKey === undefined ? [] : [['device_key', deviceKey]];

const ownIdOf = (client: UserPoolClient): Entries =>
  hasTokenRevocation(client) ? [['jti', randomId()]] : [];

const originOf = ({ client, session }: UserTokenSubject): Entries =>
  hasTokenRevocation(client) ? [['origin_jti', session.id]] : [];

const groupNames = ({ groups }: UserTokenSubject): Entries =>
  groups.length === 0 ? [] : [['cognito:groups', groups.map(({ name }) => name)]];

function roles(groups: readonly Group[]): Entries {
  const arns = groups.flatMap(({ roleArn }) => (roleArn === undefined ? [] : [roleArn]));
  const preferred = preferredRoleOf(groups);
  return [
    ...(arns.length === 0 ? [] : [['cognito:roles', arns] as const]),
    ...(preferred === undefined ? [] : [['cognito:preferred_role', preferred] as const]),
  ];
}

function readableAttributes({ client, user, session }: UserTokenSubject): Entries {
  return Object.entries(user.attributes)
    .filter(([name]) => mayRead(client, name) && isWithinScopes(session.scopes, name))
    .map(([name, value]) => [name, booleanAttributes.includes(name) ? value === 'true' : value]);
}

/** Flags and times are texts in tokens (developer guide, "Identity (ID) token"). */
function identitiesOf({ user: { identities = [] } }: UserTokenSubject): Entries {
  if (identities.length === 0) return [];
  const shown = identities.map(({ linkedBy: _by, primary, dateCreated, ...identity }) => ({
    ...identity,
    primary: String(primary),
    dateCreated: String(dateCreated),
  }));
  return [['identities', shown]];
}
