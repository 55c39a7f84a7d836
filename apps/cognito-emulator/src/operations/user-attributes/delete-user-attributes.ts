import { deletionOf, requireWritable } from '../../domain/user/attribute-checks.js';
import { updateAttributes } from './update-attributes.js';
import { operation } from '../operation.js';
import { messageServices } from '../messages/message-services.js';

/** Deletes attributes of the user an access token belongs to (API reference, DeleteUserAttributes). */
export const deleteUserAttributes = operation({
  name: 'DeleteUserAttributes',
  access: 'accessToken',
  uses: [...messageServices],
  async handle(services, { UserAttributeNames: names }, { user, client, pool }) {
    const given = deletionOf(pool, names);
    requireWritable(client, names);
    await services.users.exclusively(user, (fresh) =>
      updateAttributes(services, pool, fresh, { given }),
    );
    return {};
  },
});
