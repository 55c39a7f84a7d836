import type { KnownUser } from '../identity-provider/user-directory.js';
import type { PoolAttributes } from './profiles.repository.js';

/** What profiles show of a user of the pool. */
export function poolAttributes({ UserAttributes = [] }: KnownUser): PoolAttributes {
  const attributes = new Map(UserAttributes.map(({ Name, Value }) => [Name, Value]));
  return {
    email: attributes.get('email') ?? null,
    emailVerified: attributes.get('email_verified') === 'true',
    name: attributes.get('name') ?? null,
  };
}

/** Whether the user has an account that can be used: it was confirmed, and nobody has disabled it. */
export function isUsable({ Enabled, UserStatus }: KnownUser): boolean {
  return Enabled !== false && UserStatus !== 'UNCONFIRMED';
}
