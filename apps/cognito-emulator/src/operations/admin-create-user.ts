import { inviteAgain, inviteUser } from './accounts/invited-user.js';
import { userType } from './answers.js';
import { operation } from './operation.js';

/** Makes a user with a temporary password, or sends the invitation again (API reference, AdminCreateUser). */
export const adminCreateUser = operation({
  name: 'AdminCreateUser',
  access: 'iam',
  async handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    const invitation = {
      username: request.Username,
      attributes: request.UserAttributes,
      temporaryPassword: request.TemporaryPassword,
      mediums:
        request.MessageAction === 'SUPPRESS' ? [] : (request.DesiredDeliveryMediums ?? ['SMS']),
      takesAliases: request.ForceAliasCreation === true,
    };
    const again = request.MessageAction === 'RESEND';
    const user = await (again ? inviteAgain : inviteUser)(services, pool, invitation);
    return { User: userType(user) };
  },
});
