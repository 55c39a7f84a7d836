import { equalInConstantTime } from '../../domain/constant-time.js';
import { invalidParameter } from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { randomCode } from '../../domain/random.js';
import { codeDelivery } from '../../domain/user/code-delivery.js';
import { codeMismatch } from '../../domain/user/codes.js';
import { codeMessage } from '../../domain/user/notices.js';
import { type Factor, withFactor } from '../../domain/user/sign-in-progress.js';
import type { ContactAttribute, User } from '../../domain/user/user.js';
import { changedUser } from '../accounts/changed-user.js';
import type { Services } from '../services.js';
import { requiredParameter } from './auth-flow.js';
import type { Challenge, NewChallenge } from './challenge.js';

/** A challenge that a code sent by email or SMS answers, as first or as second factor. */
interface CodeKind {
  readonly attribute: ContactAttribute;
  readonly answer: string;
  readonly factor: Factor;
}

const kinds = {
  EMAIL_OTP: { attribute: 'email', answer: 'EMAIL_OTP_CODE', factor: 'email_otp' },
  SMS_OTP: { attribute: 'phone_number', answer: 'SMS_OTP_CODE', factor: 'sms' },
  SMS_MFA: { attribute: 'phone_number', answer: 'SMS_MFA_CODE', factor: 'sms' },
} as const satisfies Readonly<Record<string, CodeKind>>;

export type CodeChallengeName = keyof typeof kinds;

interface State {
  readonly code: string;
  /** The address the code went to: it is this one that the code proves. */
  readonly destination: string;
}

/** Sends a code, and asks for it. The code is good as long as the session. */
export function codeChallenge(
  { outbox, clock }: Pick<Services, 'outbox' | 'clock'>,
  pool: UserPool,
  user: User,
  name: CodeChallengeName,
): NewChallenge {
  const { attribute } = kinds[name];
  const destination = user.attributes[attribute] ?? '';
  const state: State = { code: randomCode(), destination };
  const { DeliveryMedium, Destination } = codeDelivery(attribute, destination);
  const sent = { code: state.code, attribute, expiresAt: clock.nowMilliseconds() };
  return {
    name,
    parameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
      CODE_DELIVERY_DESTINATION: Destination,
    },
    state,
    changes: outbox.deliver(codeMessage(pool, user, sent, 'Authentication')),
  };
}

/**
 * The challenge of a kind. A right code also proves the address it went to, and a user who begins with one is confirmed
 * by it (developer guide, "Passwordless sign-in").
 */
function codeChallengeOf(name: CodeChallengeName): Challenge {
  const { attribute, answer, factor } = kinds[name];
  return {
    name,
    async answer(services, attempt, { user, progress, session }) {
      const given = requiredParameter(attempt, answer);
      const { code, destination } = session.state as State;
      if (!equalInConstantTime(code, given)) {
        await services.challenges.failed(session);
        throw codeMismatch();
      }
      const proved = withProvedAddress(services, attempt.pool, user, { attribute, destination });
      return { user: proved, progress: withFactor(progress, factor) };
    },
    pretendedRefusal: codeMismatch,
  };
}

export const codeChallenges: readonly Challenge[] = (Object.keys(kinds) as CodeChallengeName[]).map(
  codeChallengeOf,
);

function withProvedAddress(
  { clock }: Services,
  pool: UserPool,
  user: User,
  {
    attribute,
    destination,
  }: { readonly attribute: ContactAttribute; readonly destination: string },
): User {
  const verified = `${attribute}_verified`;
  if (user.attributes[attribute] !== destination)
    throw invalidParameter('The address of the user has changed since.');
  if (user.attributes[verified] === 'true' && user.status !== 'UNCONFIRMED') return user;
  const attributes = { ...user.attributes, [verified]: 'true' };
  const status = user.status === 'UNCONFIRMED' ? 'CONFIRMED' : user.status;
  return changedUser(pool, user, { attributes, status }, clock.nowMilliseconds());
}
