import { groupMemberships } from '../domain/pool/group.js';
import { put } from '../domain/store.js';
import { inviteUser } from '../operations/users/invited-user.js';
import type { Services } from '../operations/services.js';
import type { Blueprint } from './blueprint.js';
import { asTemplateError } from './refused.js';
import { TemplateError } from './template.js';

/**
 * Makes the users a template declares, unless they are there already, and puts them into their groups.
 * @throws TemplateError for users that Cognito would refuse.
 */
export async function makeUsers(
  services: Pick<
    Services,
    'clock' | 'outbox' | 'pools' | 'senderQueue' | 'store' | 'triggers' | 'users'
  >,
  blueprint: Blueprint,
): Promise<void> {
  const { pools, users, store } = services;
  for (const plan of blueprint.users) {
    const { poolId, username, attributes, takesAliases, logicalId } = plan;
    const pool = pools.get(poolId);
    if (users.find(pool, username) !== undefined) continue;
    const mediums = plan.suppressInvitation ? [] : plan.mediums;
    await inviteUser(services, pool, { username, attributes, mediums, takesAliases }).catch(
      (error: unknown) => {
        throw asTemplateError(logicalId, error);
      },
    );
  }
  const memberships = blueprint.memberships.map(({ poolId, username, groupName }) => {
    const user = users.find(pools.get(poolId), username);
    if (user === undefined || pools.findGroup(poolId, groupName) === undefined)
      throw new TemplateError(`there is no such user to put into the group ${groupName}`);
    return put(groupMemberships, { poolId, groupName, sub: user.sub });
  });
  if (memberships.length > 0) await store.commit(memberships);
}
