import { attributeToVerify } from '../../domain/pool/pool-rules.js';
import type { ClientOfPool } from '../../domain/pool/pools.js';
import type { ClientMetadata } from '../../domain/token/pre-token-generation.js';
import { postConfirmation } from '../../domain/trigger/post-confirmation.js';
import type { SignUpVerdict } from '../../domain/trigger/pre-sign-up.js';
import { contactAttributes, type User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { changedUser } from '../users/changed-user.js';
import { freedAlias } from '../users/freed-alias.js';
import { sendCode } from '../messages/send-code.js';
import { signUpSession } from './sign-up-session.js';
import type { MessageServices } from '../messages/message-services.js';

export interface NewSignUp {
  readonly user: User;
  /** The name as it was typed. */
  readonly username: string;
  readonly clientMetadata?: ClientMetadata;
}

/**
 * Keeps a user who signs up, and sends the code to prove an address with, unless there is nothing left to prove. An
 * address that a function has verified is taken from whoever signed in by it so far (developer guide, "Pre sign-up Lambda
 * trigger").
 * @returns what SignUp answers
 * @throws UsernameExistsException, AliasExistsException
 */
export async function registerUser(
  services: MessageServices & Pick<Services, 'authEvents' | 'challenges'>,
  { client, pool }: ClientOfPool,
  { user, username, clientMetadata }: NewSignUp,
  verdict: SignUpVerdict,
): Promise<object> {
  const attributes = { ...user.attributes, ...verified(user, verdict) };
  const status = verdict.autoConfirmUser ? 'CONFIRMED' : user.status;
  const registered = changedUser(pool, user, { attributes, status }, user.createdAt);
  const { sub: UserSub } = user;
  const happened = { type: 'SignUp', response: 'Pass' } as const;
  const event = [
    ...contactAttributes.flatMap((name) => freedAlias(services.users, pool, registered, name)),
    ...services.authEvents.changes(pool, user, happened),
  ];
  if (verdict.autoConfirmUser) {
    await services.users.create(registered, event);
    const occasion = { pool, clientId: client.id, clientMetadata };
    await postConfirmation(services.triggers, occasion, 'ConfirmSignUp', registered);
    return { UserConfirmed: true, UserSub };
  }
  const { Session, changes } = signUpSession(services, client, user, username);
  const attribute = attributeToVerify(pool, attributes);
  if (attribute === undefined || attributes[`${attribute}_verified`] === 'true') {
    await services.users.create(registered, [...changes, ...event]);
    return { UserConfirmed: false, UserSub, Session };
  }
  const wanted = { purpose: 'signUp', attribute, kind: 'SignUp', client, clientMetadata } as const;
  const sent = await sendCode(services, pool, registered, wanted);
  await services.users.create(sent.user, [...changes, ...sent.changes, ...event]);
  return { UserConfirmed: false, UserSub, CodeDeliveryDetails: sent.delivery, Session };
}

function verified({ attributes }: User, verdict: SignUpVerdict): Readonly<Record<string, string>> {
  const { autoVerifyEmail: email, autoVerifyPhone } = verdict;
  const isVerified = { email, phone_number: autoVerifyPhone };
  const proved = contactAttributes.filter((name) => isVerified[name] && attributes[name]);
  return Object.fromEntries(proved.map((name) => [`${name}_verified`, 'true']));
}
