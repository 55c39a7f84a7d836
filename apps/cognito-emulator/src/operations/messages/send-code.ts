import type { MessageKind } from '../../domain/messages.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { Change } from '../../domain/store.js';
import type { ClientMetadata } from '../../domain/token/pre-token-generation.js';
import { codeDelivery, type CodeDeliveryDetails } from '../../domain/user/code-delivery.js';
import { newCode, withCode } from '../../domain/user/codes.js';
import { codeMessage, linkMessage, verifiesEmailByLink } from '../../domain/user/notices.js';
import type { CodePurpose, ContactAttribute, SentCode, User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { changedUser } from '../users/changed-user.js';
import { delivery } from './deliver-message.js';
import { worded } from './worded.js';
import type { MessageServices } from './message-services.js';

/** A code that a user is to get. */
export interface WantedCode {
  readonly purpose: CodePurpose;
  readonly attribute: ContactAttribute;
  readonly kind: MessageKind;
  /** Where it goes and what the attribute becomes, while the user keeps the value so far. */
  readonly newValue?: string | undefined;
  /** The app that asks for it, which the link to confirm a sign-up leads back to; none where an administrator asks. */
  readonly client?: UserPoolClient | undefined;
  readonly clientMetadata?: ClientMetadata;
}

/** A code on its way: the user who has it now, what is to be kept along with the user, and what an answer tells. */
export interface CodeOnItsWay {
  readonly user: User;
  readonly changes: readonly Change[];
  readonly delivery: CodeDeliveryDetails;
}

/**
 * Sends a code in the place of the last one for the same purpose. Where a function words the message, others may change
 * the user meanwhile: what becomes of the user is based on how the user is then.
 */
export async function sendCode(
  services: MessageServices,
  pool: UserPool,
  user: User,
  wanted: WantedCode,
): Promise<CodeOnItsWay> {
  const { clock } = services;
  const { purpose, attribute, newValue, client, clientMetadata } = wanted;
  const sent = newCode(clock, purpose, attribute, newValue);
  const occasion = { pool, clientId: client?.id, clientMetadata };
  const draft = messageWith(services, pool, user, { ...wanted, sent });
  const { message, current } = await worded(services, occasion, user, draft);
  const codes = withCode(current.codes, purpose, sent);
  return {
    user: changedUser(pool, current, { codes }, clock.nowMilliseconds()),
    changes: delivery(services, occasion, user, message),
    delivery: codeDelivery(attribute, newValue ?? user.attributes[attribute] ?? ''),
  };
}

function messageWith(
  services: Pick<Services, 'publicUrl'>,
  pool: UserPool,
  user: User,
  { purpose, attribute, kind, client, sent }: WantedCode & { readonly sent: SentCode },
) {
  if (purpose !== 'signUp' || attribute !== 'email' || !verifiesEmailByLink(pool) || !client)
    return codeMessage(pool, user, sent, kind);
  const query = new URLSearchParams({
    client_id: client.id,
    user_name: user.username,
    confirmation_code: sent.code,
  });
  const link = `${services.publicUrl()}/confirmUser?${query.toString()}`;
  return linkMessage(pool, user, sent, { kind, link });
}
