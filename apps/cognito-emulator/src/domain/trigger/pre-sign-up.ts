import { ServiceError } from '../errors.js';
import type { User } from '../user/user.js';
import { flag, responseIn } from './response-shape.js';
import { callFunction, type Occasion, strangerCalled } from './trigger-call.js';
import type { Triggers } from './triggers.js';

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
 * Asks the function whether somebody may become a user. It is told the attributes that were given: there is no `sub`
 * and no status yet.
 * @throws UserLambdaValidationException when it refuses, InvalidLambdaResponseException when it can't be understood or
 *   wants an address verified that isn't there.
 */
export async function preSignUp(
  triggers: Triggers,
  occasion: Occasion,
  source: 'SignUp' | 'AdminCreateUser',
  user: User,
): Promise<SignUpVerdict> {
  const called = await callFunction(triggers, 'PreSignUp', occasion, {
    source,
    subject: strangerCalled(user.username, user.attributes),
    request: { validationData: occasion.validationData ?? null },
    response: { ...noVerdict },
  });
  if (called === undefined) return noVerdict;
  const response = responseIn(called.event);
  const verdict = {
    autoConfirmUser: flag(response.autoConfirmUser),
    autoVerifyEmail: flag(response.autoVerifyEmail),
    autoVerifyPhone: flag(response.autoVerifyPhone),
  };
  // What it decides about somebody an administrator makes is ignored (same page).
  return source === 'AdminCreateUser' ? noVerdict : checked(verdict, user);
}

function checked(verdict: SignUpVerdict, { attributes }: User): SignUpVerdict {
  if (verdict.autoVerifyEmail && attributes.email === undefined) throw nothingToVerify('email');
  if (verdict.autoVerifyPhone && attributes.phone_number === undefined)
    throw nothingToVerify('phone_number');
  return verdict;
}

const nothingToVerify = (attribute: string) =>
  new ServiceError(
    'InvalidLambdaResponseException',
    `The user has no ${attribute} that could be verified.`,
  );
