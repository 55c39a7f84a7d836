import type { DeliveryMedium, MessageKind } from '../messages.js';
import type { UserPool } from '../pool/user-pool.js';
import type { User } from '../user/user.js';
import { eventOf, type Occasion, subjectOf } from './trigger-call.js';
import type { Triggers } from './triggers.js';

const senders = {
  EMAIL: { trigger: 'CustomEmailSender', type: 'customEmailSenderRequestV1' },
  SMS: { trigger: 'CustomSMSSender', type: 'customSMSSenderRequestV1' },
} as const;

/** The ARN of the function that sends a pool's messages of a kind in Cognito's place. */
export function senderFor({ settings }: UserPool, medium: DeliveryMedium): string | undefined {
  const config = settings.LambdaConfig?.[senders[medium].trigger] as
    { readonly LambdaArn?: string } | undefined;
  return config?.LambdaArn;
}

/**
 * Hands a code to the function that sends it (developer guide, "Custom sender Lambda triggers"). Cognito encrypts it with
 * the pool's KMS key, which nobody has here: it is only encoded, in base64.
 */
export async function sendByFunction(
  triggers: Triggers,
  occasion: Occasion,
  { kind, medium, code }: SendableMessage,
  user: User,
): Promise<void> {
  const functionArn = senderFor(occasion.pool, medium);
  if (functionArn === undefined) return;
  const { trigger, type } = senders[medium];
  const { response: _none, ...event } = eventOf(trigger, occasion, {
    source: kind,
    subject: subjectOf(occasion.pool, user),
    request: { type, code: Buffer.from(code).toString('base64') },
  });
  const { clientMetadata = null, ...request } = event.request;
  const sent = { ...event, request: { ...request, clientMetadata } };
  await triggers.invoke(trigger, functionArn, { ...sent, response: {} });
}

interface SendableMessage {
  readonly kind: MessageKind;
  readonly medium: DeliveryMedium;
  readonly code: string;
}
