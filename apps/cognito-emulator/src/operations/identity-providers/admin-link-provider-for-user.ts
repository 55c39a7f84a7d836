import { linkableIdentity, namedUser, withIdentity } from '../../domain/user/identities.js';
import { changedUser } from '../users/changed-user.js';
import { operation } from '../operation.js';

/** Lets somebody a provider knows sign in as a user of the pool (API reference, AdminLinkProviderForUser). */
export const adminLinkProviderForUser = operation({
  name: 'AdminLinkProviderForUser',
  access: 'iam',
  uses: ['clock', 'pools', 'store', 'users'],
  async handle(services, request, { region }) {
    const { pools, users, clock } = services;
    const pool = pools.get(request.UserPoolId, region);
    const destination = namedUser(users, pool, request.DestinationUser);
    await users.exclusively(destination, (user) => {
      const now = clock.nowMilliseconds();
      const identity = linkableIdentity(services, pool, request.SourceUser, now);
      const identities = withIdentity(user, identity);
      return users.save(changedUser(pool, user, { identities }, now));
    });
    return {};
  },
});
