import type { PasswordRecord } from '../password/password-record.js';
import { ownedByPool, userKey } from '../owners.js';
import type { Collection } from '../store.js';
import type { MfaPreference } from './mfa-preference.js';
import type { SoftwareToken } from './software-token.js';

export type UserStatus =
  'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED' | 'EXTERNAL_PROVIDER';

export type Attributes = Readonly<Record<string, string>>;

export interface User {
  readonly poolId: string;
  readonly sub: string;
  /** Never changes; in pools whose users sign in by email or phone it is the `sub`. */
  readonly username: string;
  /** Everything the user may be called by, in the form names are compared in. */
  readonly signInNames: readonly string[];
  /** All attributes but `sub`; values are text whatever their type. */
  readonly attributes: Attributes;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly password?: PasswordRecord | undefined;
  /** Codes that were sent and not given back yet. */
  readonly codes?: SentCodes | undefined;
  readonly mfa?: MfaPreference | undefined;
  readonly softwareToken?: SoftwareToken | undefined;
  /** An authenticator app whose first code is awaited; it takes the other's place then. */
  readonly pendingToken?: SoftwareToken | undefined;
  /** Who the user is at other providers. */
  readonly identities?: readonly Identity[] | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Somebody as a third-party provider knows them (developer guide, "Identity (ID) token", `identities`). */
export interface Identity {
  readonly userId: string;
  readonly providerName: string;
  readonly providerType: string;
  readonly issuer: string | null;
  /** Whether the user came to the pool as this identity, and was not linked to it. */
  readonly primary: boolean;
  readonly dateCreated: number;
  /** The attribute of the pool that `userId` is the value of, where it isn't the provider's subject. */
  readonly linkedBy?: string | undefined;
}

/** An attribute that can be proved by a code sent to it. */
export type ContactAttribute = 'email' | 'phone_number';

/** Phone numbers come first wherever one of the two is chosen (developer guide, "Signing up users"). */
export const contactAttributes: readonly ContactAttribute[] = ['phone_number', 'email'];

/** What a code is for; those that prove an attribute of a confirmed user are named like the attribute. */
export type CodePurpose = 'signUp' | 'passwordReset' | ContactAttribute;

export type SentCodes = Readonly<Partial<Record<CodePurpose, SentCode>>>;

/** A code that was sent to prove an attribute. */
export interface SentCode {
  readonly code: string;
  readonly attribute: ContactAttribute;
  readonly expiresAt: number;
  /** What the attribute becomes once it is proved, in pools that keep the value so far until then. */
  readonly newValue?: string | undefined;
}

export { userKey };

export const users: Collection<User> = {
  name: 'users',
  keyOf: userKey,
  owners: { pool: ownedByPool },
  owns: 'user',
  indexes: {
    signInName: {
      keysOf: (user) => user.signInNames.map((name) => `${user.poolId}/${name}`),
      unique: true,
    },
    identity: {
      keysOf: ({ poolId, identities = [] }) =>
        identities.map((identity) => `${poolId}/${identityText(identity)}`),
      unique: true,
    },
    attribute: {
      keysOf: (user) => lookUpTexts(user).map((text) => `${user.poolId}/${text}`),
      unique: false,
    },
  },
};

/** What users are looked up by besides the names they sign in with. */
const lookUpAttributes = [
  ...contactAttributes,
  'preferred_username',
  'name',
  'given_name',
  'family_name',
];

/** The states nearly everyone is in are not looked up. */
function lookUpTexts({ attributes, username, sub, status, enabled }: User): readonly string[] {
  return [
    ...lookUpAttributes
      .filter((name) => attributes[name] !== undefined)
      .map((name) => `${name}/${attributes[name] ?? ''}`),
    ...(username === sub ? [] : [`username/${username}`]),
    ...(status === 'CONFIRMED' ? [] : [`cognito:user_status/${status}`]),
    ...(enabled ? [] : ['status/Disabled']),
  ];
}

/** Tells identities of a pool apart. */
export const identityText = ({ providerName, linkedBy = '', userId }: Identity) =>
  JSON.stringify([providerName, linkedBy, userId]);

/** A user's attributes as answers list them, `sub` and the identities among them. */
export function attributeList(user: User): { Name: string; Value: string }[] {
  return Object.entries({ ...user.attributes, ...computedAttributes(user) }).map(
    ([Name, Value]) => ({ Name, Value }),
  );
}

/** The attributes that nobody writes. */
export function computedAttributes({ sub, identities = [] }: User): Attributes {
  if (identities.length === 0) return { sub };
  const shown = identities.map(({ linkedBy: _by, ...identity }) => identity);
  return { sub, identities: JSON.stringify(shown) };
}
