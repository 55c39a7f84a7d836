import type { PasswordRecord } from '../password/password-record.js';
import type { Collection } from '../store.js';

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
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** An attribute that can be proved by a code sent to it. */
export type ContactAttribute = 'email' | 'phone_number';

/** What a code is for; those that prove an attribute of a confirmed user are named like the attribute. */
export type CodePurpose = 'signUp' | 'passwordReset' | ContactAttribute;

export type SentCodes = Readonly<Partial<Record<CodePurpose, SentCode | undefined>>>;

/** A code that was sent to prove an attribute. */
export interface SentCode {
  readonly code: string;
  readonly attribute: ContactAttribute;
  readonly expiresAt: number;
  /** What the attribute becomes once it is proved, in pools that keep the value so far until then. */
  readonly newValue?: string | undefined;
}

export const userKey = ({ poolId, sub }: Pick<User, 'poolId' | 'sub'>) => `${poolId}/${sub}`;

export const users: Collection<User> = {
  name: 'users',
  keyOf: userKey,
  indexes: {
    pool: { keysOf: (user) => [user.poolId], unique: false },
    signInName: {
      keysOf: (user) => user.signInNames.map((name) => `${user.poolId}/${name}`),
      unique: true,
    },
    attribute: {
      keysOf: ({ poolId, attributes }) =>
        ['email', 'phone_number']
          .filter((name) => attributes[name] !== undefined)
          .map((name) => `${poolId}/${name}/${attributes[name] ?? ''}`),
      unique: false,
    },
  },
};

/** A user's attributes as answers list them, `sub` among them. */
export function attributeList(user: User): { Name: string; Value: string }[] {
  return Object.entries({ ...user.attributes, sub: user.sub }).map(([Name, Value]) => ({
    Name,
    Value,
  }));
}
