import type { ChallengeResponse } from '@gatehouse/contracts';
import { cognitoFactors, cognitoMethods } from './challenge-questions.js';
import type { SignInState } from './sign-in-state.js';

type Named<Name extends ChallengeResponse['challenge']> = Extract<
  ChallengeResponse,
  { readonly challenge: Name }
>;
type Parameters = Readonly<Record<string, string>>;
type Responders = {
  readonly [Name in ChallengeResponse['challenge']]: (
    response: Named<Name>,
    state: SignInState,
  ) => Parameters;
};

const srpProof = (
  { signature, timestamp }: Named<'srp' | 'device_srp'>,
  { secretBlock = '' }: SignInState,
): Parameters => ({
  PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
  PASSWORD_CLAIM_SIGNATURE: signature,
  TIMESTAMP: timestamp,
});

/** What Cognito is sent for each response (SDK, RespondToAuthChallenge, `ChallengeResponses`). */
const responders: Responders = {
  password: ({ password }) => ({ PASSWORD: password }),
  srp_start: ({ srp_a }) => ({ SRP_A: srp_a }),
  srp: srpProof,
  new_password: ({ password, attributes = {} }) => ({
    NEW_PASSWORD: password,
    ...Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`userAttributes.${name}`, value]),
    ),
  }),
  choose_method: (response) => ({
    ANSWER: cognitoMethods[response.method],
    ...(response.method === 'password' ? { PASSWORD: response.password } : {}),
    ...(response.method === 'srp' ? { SRP_A: response.srp_a } : {}),
  }),
  choose_factor: ({ factor }) => ({ ANSWER: cognitoFactors[factor] }),
  totp: ({ code }) => ({ SOFTWARE_TOKEN_MFA_CODE: code }),
  sms: ({ code }, { name }) => ({ [name === 'SMS_OTP' ? 'SMS_OTP_CODE' : 'SMS_MFA_CODE']: code }),
  email: ({ code }) => ({ EMAIL_OTP_CODE: code }),
  passkey: ({ credential }) => ({ CREDENTIAL: JSON.stringify(credential) }),
  set_up_factor: (response): Parameters =>
    response.factor === 'email' ? { EMAIL: response.email } : {},
  // The session of the verified secret says all.
  set_up_totp: () => ({}),
  device_srp_start: ({ srp_a }) => ({ SRP_A: srp_a }),
  device_srp: srpProof,
};

/** What Cognito is sent for a response, apart from what every response has. */
export function responseParameters(response: ChallengeResponse, state: SignInState): Parameters {
  const responder = responders[response.challenge] as (
    response: ChallengeResponse,
    state: SignInState,
  ) => Parameters;
  return responder(response, state);
}
