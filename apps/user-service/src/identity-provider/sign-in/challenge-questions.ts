import type { SecondFactor, SignInChallenge, SignInMethod } from '@gatehouse/contracts';
import { z } from 'zod';
import { ChallengeRequiredError } from '../errors.js';
import {
  type CognitoChallenge,
  jsonParameterOf,
  namesSchema,
  parameterOf,
} from './cognito-challenge.js';

type WithoutSession<Challenge> = Challenge extends SignInChallenge
  ? Omit<Challenge, 'session' | 'expires_in'>
  : never;

/** What a caller is asked, before it has a session. */
export type Question = WithoutSession<SignInChallenge>;

/** Factors by their names in Cognito. */
export const cognitoFactors = {
  totp: 'SOFTWARE_TOKEN_MFA',
  sms: 'SMS_MFA',
  email: 'EMAIL_OTP',
} as const satisfies Record<SecondFactor, string>;

/** Methods by their names in Cognito. */
export const cognitoMethods = {
  password: 'PASSWORD',
  srp: 'PASSWORD_SRP',
  email: 'EMAIL_OTP',
  sms: 'SMS_OTP',
  passkey: 'WEB_AUTHN',
} as const satisfies Record<SignInMethod, string>;

const sentTo = (challenge: CognitoChallenge) => ({
  destination: parameterOf(challenge, 'CODE_DELIVERY_DESTINATION'),
});

const srpExchange = (challenge: CognitoChallenge) => ({
  salt: parameterOf(challenge, 'SALT'),
  srp_b: parameterOf(challenge, 'SRP_B'),
  secret_block: parameterOf(challenge, 'SECRET_BLOCK'),
});

/** What each challenge of Cognito is for callers (developer guide, "Authentication flows"; SDK, RespondToAuthChallenge). */
const questions: ReadonlyMap<string, (challenge: CognitoChallenge) => Question> = new Map<
  string,
  (challenge: CognitoChallenge) => Question
>([
  ['PASSWORD', () => ({ challenge: 'password' })],
  ['PASSWORD_SRP', () => ({ challenge: 'srp_start' })],
  [
    'PASSWORD_VERIFIER',
    (asked) => ({
      challenge: 'srp',
      ...srpExchange(asked),
      user_id: parameterOf(asked, 'USER_ID_FOR_SRP'),
    }),
  ],
  [
    'NEW_PASSWORD_REQUIRED',
    (asked) => ({
      challenge: 'new_password',
      missing_attributes: jsonParameterOf(asked, 'requiredAttributes', namesSchema).map((name) =>
        name.replace(/^userAttributes\./, ''),
      ),
    }),
  ],
  [
    'SELECT_CHALLENGE',
    ({ available = [] }) => ({
      challenge: 'choose_method',
      methods: ownNames(cognitoMethods, available),
    }),
  ],
  [
    'SELECT_MFA_TYPE',
    (asked) => ({ challenge: 'choose_factor', factors: factorsIn(asked, choices(asked)) }),
  ],
  ['SOFTWARE_TOKEN_MFA', () => ({ challenge: 'totp' })],
  ['SMS_MFA', (asked) => ({ challenge: 'sms', ...sentTo(asked) })],
  ['SMS_OTP', (asked) => ({ challenge: 'sms', ...sentTo(asked) })],
  ['EMAIL_OTP', (asked) => ({ challenge: 'email', ...sentTo(asked) })],
  [
    'WEB_AUTHN',
    (asked) => ({
      challenge: 'passkey',
      options: jsonParameterOf(
        asked,
        'CREDENTIAL_REQUEST_OPTIONS',
        z.record(z.string(), z.unknown()),
      ),
    }),
  ],
  [
    'MFA_SETUP',
    (asked) => ({ challenge: 'set_up_factor', factors: factorsIn(asked, 'MFAS_CAN_SETUP') }),
  ],
  ['DEVICE_SRP_AUTH', () => ({ challenge: 'device_srp_start' })],
  [
    'DEVICE_PASSWORD_VERIFIER',
    (asked) => ({
      challenge: 'device_srp',
      ...srpExchange(asked),
      device_key: parameterOf(asked, 'DEVICE_KEY'),
    }),
  ],
]);

/**
 * What a caller is asked for a challenge of Cognito.
 *
 * @throws ChallengeRequiredError for a challenge that this service does not know, such as one of a pool's own
 * @throws IdentityProviderUnavailableError for a challenge that lacks a parameter
 */
export function questionOf(challenge: CognitoChallenge): Question {
  const question = questions.get(challenge.name);
  if (!question) throw new ChallengeRequiredError(challenge.name);
  return question(challenge);
}

/** The clients of AWS read the one name, its developer guide has the other. */
const choices = ({ parameters }: CognitoChallenge) =>
  Object.hasOwn(parameters, 'MFAS_CAN_CHOOSE') ? 'MFAS_CAN_CHOOSE' : 'MFAS_CAN_SELECT';

const factorsIn = (challenge: CognitoChallenge, parameter: string): SecondFactor[] =>
  ownNames(cognitoFactors, jsonParameterOf(challenge, parameter, namesSchema));

/** What of Cognito's names this service has names for. */
function ownNames<Name extends string>(
  table: Readonly<Record<Name, string>>,
  theirs: readonly string[],
): Name[] {
  const names = Object.entries(table) as [Name, string][];
  return names.filter(([, name]) => theirs.includes(name)).map(([name]) => name);
}
