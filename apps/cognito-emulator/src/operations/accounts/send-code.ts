import type { MessageKind } from '../../domain/messages.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { Change } from '../../domain/store.js';
import { codeDelivery, type CodeDeliveryDetails } from '../../domain/user/code-delivery.js';
import { newCode, withCode } from '../../domain/user/codes.js';
import { codeMessage, linkMessage, verifiesEmailByLink } from '../../domain/user/notices.js';
import type { CodePurpose, ContactAttribute, SentCode, User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { changedUser } from './changed-user.js';

/** A code that a user is to get. */
export interface WantedCode {
  readonly purpose: CodePurpose;
  readonly attribute: ContactAttribute;
  readonly kind: MessageKind;
  /** Where it goes and what the attribute becomes, while the user keeps the value so far. */
  readonly newValue?: string | undefined;
  /** The app the user is signing up at, which a link leads back to. */
  readonly client?: UserPoolClient | undefined;
}

/** A code on its way: the user who has it now, what is to be kept along with the user, and what an answer tells. */
interface CodeOnItsWay {
  readonly user: User;
  readonly changes: readonly Change[];
  readonly delivery: CodeDeliveryDetails;
}

/** Sends a code in the place of the last one for the same purpose. */
export function sendCode(
  services: Services,
  pool: UserPool,
  user: User,
  wanted: WantedCode,
): CodeOnItsWay {
  const { clock, outbox } = services;
  const { purpose, attribute, newValue } = wanted;
  const sent = newCode(clock, purpose, attribute, newValue);
  const codes = withCode(user.codes, purpose, sent);
  return {
    user: changedUser(pool, user, { codes }, clock.nowMilliseconds()),
    changes: outbox.deliver(messageWith(services, pool, user, { ...wanted, sent })),
    delivery: codeDelivery(attribute, newValue ?? user.attributes[attribute] ?? ''),
  };
}

function messageWith(
  services: Services,
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
