import { deletionOf } from '../../domain/user/attribute-checks.js';
import { updateAttributes } from './update-attributes.js';
import { operation } from '../operation.js';
import { messageServices } from '../messages/message-services.js';

/** Deletes attributes of a user on an administrator's behalf (API reference, AdminDeleteUserAttributes). */
export const adminDeleteUserAttributes = operation({
  name: 'AdminDeleteUserAttributes',
  access: 'iam',
  uses: ['pools', ...messageServices],
  async handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    const found = services.users.get(pool, request.Username);
    const given = deletionOf(pool, request.UserAttributeNames);
    await services.users.exclusively(found, (user) =>
      updateAttributes(services, pool, user, { given }),
    );
    return {};
  },
});
