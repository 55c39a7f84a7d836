import type { SignInAttempt } from '../auth-flow.js';
import type { NewChallenge } from '../challenge.js';
import type { SignInStateWithDevice } from '../sign-in-state.js';
import type { SignInServices } from '../sign-in-services.js';

/** A check between the first factor and the tokens: it returns a challenge, or nothing when the check is passed. */
export type SignInStep = (
  services: SignInServices,
  attempt: SignInAttempt,
  state: SignInStateWithDevice,
) => NewChallenge | undefined | Promise<NewChallenge | undefined>;
