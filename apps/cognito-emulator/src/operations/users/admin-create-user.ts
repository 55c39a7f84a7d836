import { inviteAgain, inviteUser } from './invited-user.js';
import { pairsIn } from './validation-data.js';
import { userType } from '../answers.js';
import { type InputOf, operation } from '../operation.js';

/** Makes a user with a temporary password, or sends the invitation again (API reference, AdminCreateUser). */
export const adminCreateUser = operation({
  name: 'AdminCreateUser',
  access: 'iam',
  uses: ['clock', 'outbox', 'pools', 'senderQueue', 'triggers', 'users'],
  async handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    const invitation = {
      username: request.Username,
      attributes: request.UserAttributes,
      temporaryPassword: request.TemporaryPassword,
      ...deliveryOf(request),
      takesAliases: request.ForceAliasCreation === true,
      clientMetadata: request.ClientMetadata,
      validationData: pairsIn(request.ValidationData),
    };
    const again = request.MessageAction === 'RESEND';
    const user = await (again ? inviteAgain : inviteUser)(services, pool, invitation);
    return { User: userType(user) };
  },
});

/** Invitations go by SMS unless stated otherwise; one that is sent again goes wherever the user can be reached. */
function deliveryOf(request: InputOf<'AdminCreateUser'>) {
  const { MessageAction: action, DesiredDeliveryMediums: stated = [] } = request;
  if (action === 'SUPPRESS') return { mediums: [] };
  if (stated.length > 0) return { mediums: stated, mustReach: true };
  return { mediums: action === 'RESEND' ? ['EMAIL', 'SMS'] : ['SMS'] };
}
