import { attributesFrom } from '../../domain/user/attribute-checks.js';
import { updateAttributes } from './update-attributes.js';
import { operation } from '../operation.js';
import { messageServices } from '../messages/message-services.js';

/** Changes attributes of a user on an administrator's behalf (API reference, AdminUpdateUserAttributes). */
export const adminUpdateUserAttributes = operation({
  name: 'AdminUpdateUserAttributes',
  access: 'iam',
  uses: ['pools', ...messageServices],
  async handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    const given = attributesFrom(pool, request.UserAttributes);
    await services.users.exclusively(services.users.get(pool, request.Username), (user) =>
      updateAttributes(services, pool, user, { given, clientMetadata: request.ClientMetadata }),
    );
    return {};
  },
});
