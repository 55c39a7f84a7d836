import type { UserPool } from '../../domain/pool/user-pool.js';
import {
  isLocal,
  linkedUser,
  namedUser,
  type ProviderUser,
  withoutIdentity,
} from '../../domain/user/identities.js';
import { changedUser } from '../users/changed-user.js';
import { operation } from '../operation.js';
import type { Services } from '../services.js';

/** Ends a user's sign-in by a provider, the pool itself being one (API reference, AdminDisableProviderForUser). */
export const adminDisableProviderForUser = operation({
  name: 'AdminDisableProviderForUser',
  access: 'iam',
  uses: ['clock', 'pools', 'store', 'users'],
  async handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    if (isLocal(request.User)) await disablePassword(services, pool, request.User);
    else await unlink(services, pool, request.User);
    return {};
  },
});

/** The user is one of other providers alone from now on: without a password, and with no way to a new one. */
async function disablePassword(
  { users, clock }: Pick<Services, 'clock' | 'users'>,
  pool: UserPool,
  who: ProviderUser,
): Promise<void> {
  await users.exclusively(namedUser(users, pool, who), (user) => {
    const change = { password: undefined, codes: undefined, status: 'EXTERNAL_PROVIDER' } as const;
    return users.save(changedUser(pool, user, change, clock.nowMilliseconds()));
  });
}

async function unlink(
  services: Pick<Services, 'clock' | 'store' | 'users'>,
  pool: UserPool,
  who: ProviderUser,
): Promise<void> {
  const { users, clock } = services;
  const linked = linkedUser(services, pool, who);
  await users.exclusively(linked.user, (user) => {
    const identities = withoutIdentity(user, linked.identity);
    return users.save(changedUser(pool, user, { identities }, clock.nowMilliseconds()));
  });
}
