import { mayRead } from '../domain/pool/client-rules.js';
import type { UserPoolClient } from '../domain/pool/user-pool-client.js';
import { attributeList, type User } from '../domain/user/user.js';

/** A time as AWS JSON writes it: seconds since the epoch, with a fraction. */
export const timestamp = (milliseconds: number) => milliseconds / 1_000;

/** A user as lists and AdminCreateUser show one (UserType). */
export function userType(user: User, wanted?: readonly string[]) {
  return {
    Username: user.username,
    Attributes: attributeList(user).filter(({ Name }) => wanted?.includes(Name) ?? true),
    UserCreateDate: timestamp(user.createdAt),
    UserLastModifiedDate: timestamp(user.updatedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** The attributes a client may see; `sub` is always among them. */
export function readableAttributes(user: User, client: UserPoolClient) {
  return attributeList(user).filter(({ Name }) => Name === 'sub' || mayRead(client, Name));
}
