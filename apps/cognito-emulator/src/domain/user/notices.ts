import type { Message } from '../messages.js';
import type { UserPool } from '../pool/user-pool.js';
import { mediumOf } from './code-delivery.js';
import type { SentCode, User } from './user.js';

const codePlaceholder = '{####}';

/** The message that carries a confirmation code, worded by the pool or as Cognito words it by default. */
export function confirmationMessage(
  pool: UserPool,
  user: User,
  pending: SentCode,
  kind: 'SignUp' | 'ResendCode',
): Message {
  const medium = mediumOf(pending.attribute);
  const { subject, body } = medium === 'EMAIL' ? codeEmail(pool) : codeSms(pool);
  return {
    ...addressee(user),
    destination: user.attributes[pending.attribute] ?? '',
    medium,
    kind,
    code: pending.code,
    link: null,
    subject,
    body: fill(body, user, pending.code),
  };
}

const defaultCodeBody = `Your confirmation code is ${codePlaceholder}`;

function codeEmail({ settings }: UserPool) {
  const template = settings.VerificationMessageTemplate;
  return {
    subject:
      template?.EmailSubject ?? settings.EmailVerificationSubject ?? 'Your verification code',
    body: template?.EmailMessage ?? settings.EmailVerificationMessage ?? defaultCodeBody,
  };
}

function codeSms({ settings }: UserPool) {
  const template = settings.VerificationMessageTemplate;
  const body = template?.SmsMessage ?? settings.SmsVerificationMessage ?? defaultCodeBody;
  return { subject: null, body };
}

/** The invitation of a user an administrator made, with the temporary password. */
export function invitation(
  pool: UserPool,
  user: User,
  attribute: 'email' | 'phone_number',
  temporaryPassword: string,
): Message {
  const template = pool.settings.AdminCreateUserConfig?.InviteMessageTemplate;
  const medium = mediumOf(attribute);
  const preset = `Your username is {username} and temporary password is ${codePlaceholder}`;
  const subject = template?.EmailSubject ?? 'Your temporary password';
  const body = medium === 'EMAIL' ? template?.EmailMessage : template?.SMSMessage;
  return {
    ...addressee(user),
    destination: user.attributes[attribute] ?? '',
    medium,
    kind: 'AdminCreateUser',
    code: temporaryPassword,
    link: null,
    subject: medium === 'EMAIL' ? subject : null,
    body: fill(body ?? preset, user, temporaryPassword),
  };
}

const addressee = ({ poolId, username, sub }: User) => ({ poolId, username, sub });

function fill(template: string, user: User, code: string): string {
  const name = user.attributes.email ?? user.attributes.phone_number ?? user.username;
  const shownName = user.username === user.sub ? name : user.username;
  return template.replaceAll('{username}', () => shownName).replaceAll(codePlaceholder, () => code);
}
