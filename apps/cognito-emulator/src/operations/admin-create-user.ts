import { z } from 'zod';
import { inviteAgain, inviteUser } from './accounts/invited-user.js';
import { userType } from './answers.js';
import { operation } from './operation.js';
import { attributes, flag, password, textMap, username, userPoolId } from './shapes/formats.js';

/** Makes a user with a temporary password, or sends the invitation again (API reference, AdminCreateUser). */
export const adminCreateUser = operation({
  name: 'AdminCreateUser',
  access: 'iam',
  input: z.object({
    UserPoolId: userPoolId,
    Username: username,
    UserAttributes: attributes.optional(),
    ValidationData: attributes.optional(),
    TemporaryPassword: password.optional(),
    ForceAliasCreation: flag.optional(),
    MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
    DesiredDeliveryMediums: z.array(z.enum(['SMS', 'EMAIL'])).optional(),
    ClientMetadata: textMap.optional(),
  }),
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
