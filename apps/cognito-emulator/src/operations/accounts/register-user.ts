import { attributeToVerify } from '../../domain/pool/pool-rules.js';
import type { ClientOfPool } from '../../domain/pool/pools.js';
import { contactAttributes, type User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { changedUser } from './changed-user.js';
import { sendCode } from './send-code.js';
import { signUpSession } from './sign-up-session.js';

/** What a pool's pre sign-up function decides about a new user (developer guide, "Pre sign-up Lambda trigger"). */
export interface SignUpVerdict {
  readonly autoConfirmUser: boolean;
  readonly autoVerifyEmail: boolean;
  readonly autoVerifyPhone: boolean;
}

/** What holds where no function decides. */
export const noVerdict: SignUpVerdict = {
  autoConfirmUser: false,
  autoVerifyEmail: false,
  autoVerifyPhone: false,
};

/**
 * Keeps a user who signs up, and sends the code to prove an address with, unless there is nothing left to prove.
 * @param username as it was typed
 * @returns what SignUp answers
 * @throws UsernameExistsException, AliasExistsException
 */
export async function registerUser(
  services: Services,
  { client, pool }: ClientOfPool,
  { user, username }: { readonly user: User; readonly username: string },
  verdict: SignUpVerdict,
): Promise<object> {
  const attributes = { ...user.attributes, ...verified(user, verdict) };
  const status = verdict.autoConfirmUser ? 'CONFIRMED' : user.status;
  const registered = changedUser(pool, user, { attributes, status }, user.createdAt);
  const { sub: UserSub } = user;
  const happened = { type: 'SignUp', response: 'Pass' } as const;
  const event = services.authEvents.changes(pool, user, happened);
  if (verdict.autoConfirmUser) {
    await services.users.create(registered, event);
    return { UserConfirmed: true, UserSub };
  }
  const { Session, changes } = signUpSession(services, client, user, username);
  const attribute = attributeToVerify(pool, attributes);
  if (attribute === undefined || attributes[`${attribute}_verified`] === 'true') {
    await services.users.create(registered, [...changes, ...event]);
    return { UserConfirmed: false, UserSub, Session };
  }
  const wanted = { purpose: 'signUp', attribute, kind: 'SignUp', client } as const;
  const sent = sendCode(services, pool, registered, wanted);
  await services.users.create(sent.user, [...changes, ...sent.changes, ...event]);
  return { UserConfirmed: false, UserSub, CodeDeliveryDetails: sent.delivery, Session };
}

function verified({ attributes }: User, verdict: SignUpVerdict): Readonly<Record<string, string>> {
  const { autoVerifyEmail: email, autoVerifyPhone } = verdict;
  const isVerified = { email, phone_number: autoVerifyPhone };
  const proved = contactAttributes.filter((name) => isVerified[name] && attributes[name]);
  return Object.fromEntries(proved.map((name) => [`${name}_verified`, 'true']));
}
