import type { Change } from './store.js';

/** What messages are about, in the words of the custom message trigger's sources. */
export const messageKinds = [
  'SignUp',
  'ResendCode',
  'AdminCreateUser',
  'ForgotPassword',
  'UpdateUserAttribute',
  'VerifyUserAttribute',
  'Authentication',
] as const;

export type MessageKind = (typeof messageKinds)[number];
export type DeliveryMedium = 'EMAIL' | 'SMS';

/** A message Cognito would have sent by email or SMS. */
export interface Message {
  readonly poolId: string;
  readonly username: string;
  readonly sub: string;
  readonly destination: string;
  readonly medium: DeliveryMedium;
  readonly kind: MessageKind;
  /** The confirmation code or temporary password in it. */
  readonly code: string | null;
  readonly link: string | null;
  readonly subject: string | null;
  readonly body: string;
}

/** Where messages go instead of to a mail or SMS service. */
export interface Outbox {
  /** The changes that deliver a message; they belong into the commit of what it tells about. */
  deliver(message: Message): readonly Change[];
}
