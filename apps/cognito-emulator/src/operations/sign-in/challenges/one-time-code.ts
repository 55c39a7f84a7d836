import { equalInConstantTime } from '../../../domain/constant-time.js';
import { invalidParameter, ServiceError } from '../../../domain/errors.js';
import type { UserPool } from '../../../domain/pool/user-pool.js';
import { randomCode } from '../../../domain/random.js';
import { codeDelivery } from '../../../domain/user/code-delivery.js';
import { codeMessage } from '../../../domain/user/notices.js';
import { withFactorSetUp } from '../../../domain/user/mfa-preference.js';
import { withFactor } from '../../../domain/user/sign-in-progress.js';
import type { Factor } from '../../../domain/user/factor.js';
import type { ContactAttribute, User } from '../../../domain/user/user.js';
import { changedUser } from '../../users/changed-user.js';
import type { Services } from '../../services.js';
import { requiredParameter } from '../auth-flow.js';
import type { Challenge, NewChallenge } from '../challenge.js';
import { refuseCode, requireRightCode } from '../code-guesses.js';

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
  /** Whether the address becomes the user's with the code. */
  readonly isNew?: boolean;
}

const wrongCode = () =>
  new ServiceError('CodeMismatchException', 'Invalid code or auth state for the user.');

/** Sends a code, and asks for it. The code is good as long as the session. */
export function codeChallenge(
  services: Pick<Services, 'clock'>,
  pool: UserPool,
  user: User,
  name: CodeChallengeName,
): NewChallenge {
  const destination = user.attributes[kinds[name].attribute] ?? '';
  return challengeAt(services, pool, user, { name, destination });
}

/** Sends a code to an email address that a user without one gives for their MFA. */
export const emailSetUpChallenge = (
  services: Pick<Services, 'clock'>,
  pool: UserPool,
  user: User,
  destination: string,
): NewChallenge =>
  challengeAt(services, pool, user, { name: 'EMAIL_OTP', destination, isNew: true });

function challengeAt(
  { clock }: Pick<Services, 'clock'>,
  pool: UserPool,
  user: User,
  asked: Omit<State, 'code'> & { readonly name: CodeChallengeName },
): NewChallenge {
  const { name, ...address } = asked;
  const { attribute } = kinds[name];
  const state: State = { code: randomCode(), ...address };
  const { DeliveryMedium, Destination } = codeDelivery(attribute, address.destination);
  const expiresAt = clock.nowMilliseconds();
  const sent = { code: state.code, attribute, expiresAt, newValue: address.destination };
  return {
    name,
    parameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
      CODE_DELIVERY_DESTINATION: Destination,
    },
    state,
    message: codeMessage(pool, user, sent, 'Authentication'),
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
      const { code, destination, isNew } = session.state as State;
      await requireRightCode(
        services,
        attempt,
        { user, progress, session },
        { isRight: () => equalInConstantTime(code, given), wrong: wrongCode },
      );
      const proved =
        isNew === true
          ? withEmailMfa(services, attempt.pool, user, destination)
          : withProvedAddress(services, attempt.pool, user, { attribute, destination });
      return { user: proved, progress: withFactor(progress, factor) };
    },
    respondForUnknownUser(services, attempt, session) {
      requiredParameter(attempt, answer);
      return refuseCode(services, attempt, session, wrongCode);
    },
  };
}

export const codeChallenges: readonly Challenge[] = (Object.keys(kinds) as CodeChallengeName[]).map(
  codeChallengeOf,
);

function withProvedAddress(
  { clock }: Pick<Services, 'clock'>,
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

function withEmailMfa(
  { clock }: Pick<Services, 'clock'>,
  pool: UserPool,
  user: User,
  email: string,
): User {
  const attributes = { ...user.attributes, email, email_verified: 'true' };
  const mfa = withFactorSetUp(user.mfa, 'EMAIL_OTP');
  return changedUser(pool, user, { attributes, mfa }, clock.nowMilliseconds());
}
