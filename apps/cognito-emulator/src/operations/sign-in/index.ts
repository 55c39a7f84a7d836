import type { AuthFlow } from './auth-flow.js';
import type { Challenge, SelfContainedChallenge } from './challenge.js';
import { newPasswordRequired } from './new-password-required.js';
import { refreshTokenAuth } from './refresh-token-auth.js';
import { userPasswordAuth } from './user-password-auth.js';

/** The ways a sign-in can begin. Adding one is a file and a line here. */
export const authFlows: ReadonlyMap<string, AuthFlow> = new Map(
  [userPasswordAuth, refreshTokenAuth].map((flow) => [flow.name, flow]),
);

/** The challenges a sign-in can answer. Adding one is a file and a line here. */
export const challenges: ReadonlyMap<string, Challenge> = new Map(
  [newPasswordRequired].map((challenge) => [challenge.name, challenge]),
);

/** The challenges that are answered without a session. Adding one is a file and a line here. */
export const selfContainedChallenges: ReadonlyMap<string, SelfContainedChallenge> = new Map(
  ([] as SelfContainedChallenge[]).map((challenge) => [challenge.name, challenge]),
);
