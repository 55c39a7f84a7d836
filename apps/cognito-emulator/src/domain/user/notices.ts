import type { DeliveryMedium, Message, MessageKind } from '../messages.js';
import { emailMfaConfigurationOf } from '../pool/mfa-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import { mediumOf } from './code-delivery.js';
import type { ContactAttribute, SentCode, User } from './user.js';

const codePlaceholder = '{####}';
const linkPlaceholder = /\{##([^]*?)##\}/g;

/** The message that carries a code, worded by the pool or as Cognito words it by default. */
export function codeMessage(
  pool: UserPool,
  user: User,
  sent: SentCode,
  kind: MessageKind,
): Message {
  const medium = mediumOf(sent.attribute);
  const { subject, body } = wordingOf(pool, medium, kind);
  return {
    ...addressee(user),
    destination: destinationOf(user, sent),
    medium,
    kind,
    code: sent.code,
    link: null,
    subject,
    body: fill(body, user, sent.code),
  };
}

/** The email whose link confirms a new user, worded by the pool or as Cognito words it by default. */
export function linkMessage(
  pool: UserPool,
  user: User,
  sent: SentCode,
  { kind, link }: { readonly kind: MessageKind; readonly link: string },
): Message {
  const template = pool.settings.VerificationMessageTemplate;
  const body =
    template?.EmailMessageByLink ??
    'Please click the link below to verify your email address. {##Verify Email##}';
  return {
    ...addressee(user),
    destination: destinationOf(user, sent),
    medium: 'EMAIL',
    kind,
    code: sent.code,
    link,
    subject: template?.EmailSubjectByLink ?? 'Your verification link',
    body: withLink(fill(body, user, sent.code), link),
  };
}

/** Words that aren't the pool's, with what belongs into their places. */
export function filled(message: Message, user: User, words: string): string {
  const body = fill(words, user, message.code ?? '');
  return message.link === null ? body : withLink(body, message.link);
}

function withLink(body: string, link: string): string {
  const target = link.replaceAll('&', '&amp;');
  return body.replace(linkPlaceholder, (_whole, text: string) => `<a href="${target}">${text}</a>`);
}

/** Whether new users of the pool prove their email address by a link instead of a code. */
export const verifiesEmailByLink = ({ settings }: UserPool) =>
  settings.VerificationMessageTemplate?.DefaultEmailOption === 'CONFIRM_WITH_LINK';

function wordingOf(pool: UserPool, medium: DeliveryMedium, kind: MessageKind) {
  if (kind === 'Authentication') return signInWording(pool, medium);
  const preset =
    kind === 'ForgotPassword'
      ? `Your password reset code is ${codePlaceholder}`
      : `Your confirmation code is ${codePlaceholder}`;
  return medium === 'EMAIL' ? codeEmail(pool, preset) : codeSms(pool, preset);
}

/** Messages with codes to sign in have wordings of their own (SDK, SmsMfaConfigType and EmailMfaConfigType). */
function signInWording(pool: UserPool, medium: DeliveryMedium) {
  const preset = `Your authentication code is ${codePlaceholder}`;
  if (medium === 'SMS')
    return { subject: null, body: pool.settings.SmsAuthenticationMessage ?? preset };
  const { Message, Subject } = emailMfaConfigurationOf(pool);
  return { subject: Subject ?? 'Your authentication code', body: Message ?? preset };
}

function codeEmail({ settings }: UserPool, preset: string) {
  const template = settings.VerificationMessageTemplate;
  return {
    subject:
      template?.EmailSubject ?? settings.EmailVerificationSubject ?? 'Your verification code',
    body: template?.EmailMessage ?? settings.EmailVerificationMessage ?? preset,
  };
}

function codeSms({ settings }: UserPool, preset: string) {
  const template = settings.VerificationMessageTemplate;
  const body = template?.SmsMessage ?? settings.SmsVerificationMessage ?? preset;
  return { subject: null, body };
}

/** The invitation of a user an administrator made, with the temporary password. */
export function invitation(
  pool: UserPool,
  user: User,
  attribute: ContactAttribute,
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

const destinationOf = (user: User, { attribute, newValue }: SentCode) =>
  newValue ?? user.attributes[attribute] ?? '';

function fill(template: string, user: User, code: string): string {
  const name = user.attributes.email ?? user.attributes.phone_number ?? user.username;
  const shownName = user.username === user.sub ? name : user.username;
  return template.replaceAll('{username}', () => shownName).replaceAll(codePlaceholder, () => code);
}
