import type { SecondFactor } from '@gatehouse/contracts';

/** The kinds of `Notice`, as the database stores them. */
export const noticeKinds = [
  'email_changed',
  'phone_changed',
  'password_changed',
  'factor_added',
  'factor_removed',
  'passkey_added',
  'passkey_removed',
  'account_deleted',
  'sign_up_attempted',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

interface AnyNotice {
  /** The email address of the recipient; of `email_changed`, the old address. */
  readonly to: string;
  /** When it happened; absent: now. */
  readonly at?: Date;
}

interface FactorNotice extends AnyNotice {
  readonly kind: 'factor_added' | 'factor_removed';
  readonly factor: SecondFactor;
}

interface PlainNotice extends AnyNotice {
  readonly kind: Exclude<NoticeKind, FactorNotice['kind']>;
}

/** What the service reports to a user by email. It holds no code, password or token. */
export type Notice = PlainNotice | FactorNotice;

/** The parts of a notice that its text depends on. */
export interface NoticeFacts {
  readonly kind: NoticeKind;
  readonly factor?: SecondFactor | null;
  readonly at: Date;
}

export interface NoticeText {
  readonly subject: string;
  /** Plain text, lines of at most 78 characters (RFC 5322 §2.1.1). */
  readonly text: string;
}

const factorNames: Readonly<Record<SecondFactor, string>> = {
  totp: 'an authenticator app',
  sms: 'codes by SMS',
  email: 'codes by email',
};

const signInAndSecure = [
  'If it was not you, reset your password now, sign out of all sessions, and',
  'check the email address, phone number and sign-in methods of your account.',
];
const contactSupport = [
  'If it was not you, contact our support at once: somebody else has access to',
  'your account.',
];

interface Template {
  readonly subject: string;
  readonly event: string;
  readonly ifNotYou: readonly string[];
}

function templateOf({ kind, factor }: NoticeFacts): Template {
  const name = factorNames[factor ?? 'totp'];
  const templates: Readonly<Record<NoticeKind, Template>> = {
    email_changed: {
      subject: 'Your email address was changed',
      event: 'The email address of your account was changed to another address.',
      ifNotYou: contactSupport,
    },
    phone_changed: {
      subject: 'Your phone number was changed',
      event: 'The phone number of your account was changed or removed.',
      ifNotYou: signInAndSecure,
    },
    password_changed: {
      subject: 'Your password was changed',
      event: 'The password of your account was changed.',
      ifNotYou: signInAndSecure,
    },
    factor_added: {
      subject: 'A second factor was added',
      event: `Sign-in to your account now accepts ${name} as a second factor.`,
      ifNotYou: signInAndSecure,
    },
    factor_removed: {
      subject: 'A second factor was removed',
      event: `Sign-in to your account no longer accepts ${name} as a second factor.`,
      ifNotYou: signInAndSecure,
    },
    passkey_added: {
      subject: 'A passkey was added',
      event: 'A passkey was added to your account.',
      ifNotYou: signInAndSecure,
    },
    passkey_removed: {
      subject: 'A passkey was removed',
      event: 'A passkey was removed from your account.',
      ifNotYou: signInAndSecure,
    },
    account_deleted: {
      subject: 'Your account was deleted',
      event: 'Your account and its profile were deleted.',
      ifNotYou: contactSupport,
    },
    sign_up_attempted: {
      subject: 'You already have an account',
      event: 'Somebody tried to sign up with your email address, which has an account.',
      ifNotYou: [
        'If it was you, sign in. Request a new code if you have not confirmed the',
        'account yet, and reset your password if you have forgotten it.',
        'If it was not you, you need to do nothing: your account was not changed.',
      ],
    },
  };
  return templates[kind];
}

/**
 * The subject and text of a notice: what happened, when, and what to do if it was not the recipient.
 *
 * @param productName the name under which users know the product
 */
export function noticeText(facts: NoticeFacts, productName: string): NoticeText {
  const { subject, event, ifNotYou } = templateOf(facts);
  const time = facts.at.toISOString().replace('T', ' ').slice(0, 16);
  const lines = [event, '', `Time: ${time} UTC`, '', ...ifNotYou, '', '--', productName, ''];
  return { subject: `${subject} (${productName})`, text: lines.join('\n') };
}
