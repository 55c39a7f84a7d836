import { isUsernameAttribute } from './domain/pool/pool-rules.js';
import type { UserPool } from './domain/pool/user-pool.js';
import type { Operation } from './operations/operation.js';
import { adminAddUserToGroup } from './operations/groups/admin-add-user-to-group.js';
import { adminSetUserPassword } from './operations/passwords/admin-set-user-password.js';
import { adminCreateUser } from './operations/users/admin-create-user.js';
import { adminDeleteUser } from './operations/users/admin-delete-user.js';
import type { Services } from './operations/services.js';
import { validated } from './wire/validation.js';

export interface NewUser {
  /** The name that the user signs in with, such as an email address in a pool that has those as usernames. */
  readonly username: string;
  /** The permanent password. */
  readonly password: string;
  /** Email address and phone number count as verified unless `email_verified` or `phone_number_verified` is present. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** The names of existing groups. */
  readonly groups?: readonly string[] | undefined;
  /** The only pool if absent. */
  readonly poolId?: string | undefined;
}

export interface CreatedUser {
  readonly poolId: string;
  /** The `username` of tokens, which differs from the name that was given where that is an alias. */
  readonly username: string;
  readonly sub: string;
}

/** The users of all pools. */
export interface EmulatorUsers {
  /**
   * Creates a confirmed user, who can sign in at once; no message is sent. Functions of the pool run as for
   * AdminCreateUser. Nothing is created on an error.
   * @throws Error whose `name` is Cognito's exception, such as UsernameExistsException or InvalidPasswordException; Error
   *   without a `poolId` unless there is exactly one pool
   */
  create(user: NewUser): Promise<CreatedUser>;
}

/** A user as the operations return it. */
interface UserResponse {
  readonly User: {
    readonly Username: string;
    readonly Attributes: readonly { readonly Name: string; readonly Value: string }[];
  };
}

export function emulatorUsers(services: Services): EmulatorUsers {
  const create = async (user: NewUser): Promise<CreatedUser> => {
    const pool = poolOf(services, user);
    const call = (operation: Operation, input: object) => {
      const request = validated(operation.input, { UserPoolId: pool.id, ...input });
      return operation.handle(services, request, { region: pool.region });
    };
    const created = (await call(adminCreateUser, creationOf(pool, user))) as UserResponse;
    const { Username, Attributes } = created.User;
    try {
      await call(adminSetUserPassword, { Username, Password: user.password, Permanent: true });
      for (const GroupName of user.groups ?? [])
        await call(adminAddUserToGroup, { Username, GroupName });
    } catch (error) {
      await call(adminDeleteUser, { Username });
      throw error;
    }
    const sub = Attributes.find(({ Name }) => Name === 'sub')?.Value ?? '';
    return { poolId: pool.id, username: Username, sub };
  };
  return { create: (user) => services.requests.shared(() => create(user)) };
}

function poolOf({ pools }: Pick<Services, 'pools'>, { poolId }: NewUser): UserPool {
  if (poolId !== undefined) return pools.get(poolId);
  const [only, ...others] = pools.all();
  if (only === undefined || others.length > 0)
    throw new Error(`Specify poolId: the emulator has ${pools.all().length} pools.`);
  return only;
}

function creationOf(pool: UserPool, { username, attributes = {} }: NewUser) {
  const isEmail = isUsernameAttribute(pool, 'email') && username.includes('@');
  const isPhone = isUsernameAttribute(pool, 'phone_number') && username.startsWith('+');
  const all = {
    ...(isEmail || 'email' in attributes ? { email_verified: 'true' } : {}),
    ...(isPhone || 'phone_number' in attributes ? { phone_number_verified: 'true' } : {}),
    ...attributes,
  };
  return {
    Username: username,
    MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
  };
}
