import { attributesFrom, requireWritable } from '../../domain/user/attribute-checks.js';
import { updateAttributes } from './update-attributes.js';
import { operation } from '../operation.js';
import { messageServices } from '../messages/message-services.js';

/** Changes attributes of the user an access token belongs to (API reference, UpdateUserAttributes). */
export const updateUserAttributes = operation({
  name: 'UpdateUserAttributes',
  access: 'accessToken',
  uses: [...messageServices],
  async handle(services, request, { user, client, pool }) {
    const given = attributesFrom(pool, request.UserAttributes);
    requireWritable(client, Object.keys(given));
    const asked = { given, client, clientMetadata: request.ClientMetadata };
    const CodeDeliveryDetailsList = await services.users.exclusively(user, (fresh) =>
      updateAttributes(services, pool, fresh, asked),
    );
    return { CodeDeliveryDetailsList };
  },
});
