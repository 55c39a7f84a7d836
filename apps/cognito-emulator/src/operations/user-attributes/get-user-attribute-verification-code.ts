import { invalidParameter } from '../../domain/errors.js';
import { purposeOfVerifying } from '../../domain/user/codes.js';
import { contactNamed } from '../../domain/user/attribute-checks.js';
import type { ContactAttribute, User } from '../../domain/user/user.js';
import { takeTry } from '../users/hourly-limits.js';
import { sendCode } from '../messages/send-code.js';
import { operation } from '../operation.js';
import { messageServices } from '../messages/message-services.js';

/** Sends a code to an address, the one that waits to be proved if there is one (API reference, GetUserAttributeVerificationCode). */
export const getUserAttributeVerificationCode = operation({
  name: 'GetUserAttributeVerificationCode',
  access: 'accessToken',
  uses: ['attempts', ...messageServices],
  async handle(services, request, { user: caller, client, pool }) {
    takeTry(services, 'GetUserAttributeVerificationCode', pool, caller);
    return services.users.exclusively(caller, async (user) => {
      const attribute = addressNamed(user, request.AttributeName);
      const purpose = purposeOfVerifying(attribute);
      const newValue = user.codes?.[purpose]?.newValue;
      const wanted = {
        ...({ purpose, attribute, newValue, kind: 'VerifyUserAttribute' } as const),
        client,
        clientMetadata: request.ClientMetadata,
      };
      const sent = await sendCode(services, pool, user, wanted);
      await services.users.save(sent.user, sent.changes);
      return { CodeDeliveryDetails: sent.delivery };
    });
  },
});

/** @throws InvalidParameterException unless the attribute is an address that the user has, or is about to have. */
function addressNamed(user: User, name: string): ContactAttribute {
  const attribute = contactNamed(name);
  if (user.attributes[attribute] === undefined && user.codes?.[attribute]?.newValue === undefined)
    throw invalidParameter(`The user has no ${name}.`);
  return attribute;
}
