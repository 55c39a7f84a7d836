import { notAuthorized, userNotFound } from '../../../domain/errors.js';
import { hidesUserExistence } from '../../../domain/pool/client-rules.js';
import { allowedFirstAuthFactors } from '../../../domain/pool/mfa-rules.js';
import type { UserPool } from '../../../domain/pool/user-pool.js';
import { type Means, nextFactors } from '../../../domain/token/assurance.js';
import type { SignInProgress } from '../../../domain/user/sign-in-progress.js';
import type { Services } from '../../services.js';
import { signInAfterSignUp } from '../after-sign-up.js';
import { stepTowardsTarget } from '../steps/assurance-step.js';
import { type SignInAttempt, signInFlow } from '../auth-flow.js';
import { beginFactor } from '../begin-factor.js';
import type { ChallengeOutcome } from '../challenge.js';
import type { SignInState } from '../sign-in-state.js';
import { type FirstFactor, firstFactorsOf } from '../first-factors.js';
import { pretendToSendCode } from '../pretended-user.js';
import { proceed } from '../proceed.js';
import { choice } from '../challenges/select-challenge.js';
import { reachable, stepUpOf, type StepUpRequest, stepUpRequest } from '../step-up.js';
import type { SignInServices } from '../sign-in-services.js';

/**
 * Sign-in by a factor of the user's choice (developer guide, "Choice-based sign-in"): the one asked for with
 * PREFERRED_CHALLENGE if the user has it, else one of those the answer lists.
 */
export const userAuth = signInFlow({
  name: 'USER_AUTH',
  requires: ['USERNAME'],
  passwordForMigration: ({ PREFERRED_CHALLENGE: preferred, PASSWORD: password }) =>
    preferred === 'PASSWORD' ? password : undefined,
  async run(services, attempt, { USERNAME: username }) {
    const source = 'TokenGeneration_Authentication';
    const deviceKey = attempt.parameters.DEVICE_KEY;
    const progress: SignInProgress = { username, factors: [], source, deviceKey };
    const request = await stepUpRequest(services, attempt);
    const owner = services.users.findForSignIn(attempt.pool, username);
    if (owner === undefined) return pretendedChoice(services, attempt, progress, request);
    return services.users.exclusively(owner, async (user) => {
      if (!user.enabled) throw notAuthorized('User is disabled.');
      if (attempt.session !== undefined)
        return signInAfterSignUp(services, attempt, user, {
          sessionId: attempt.session,
          stepUp: request,
        });
      const stepUp = request && stepUpOf(services, attempt.pool, user, request);
      const state = { user, progress: { ...progress, ...stepUp } };
      return proceed(services, attempt, await begun(services, attempt, state));
    });
  },
});

/** Asks for the factor that was preferred, or lets the user choose. */
async function begun(
  services: SignInServices,
  attempt: SignInAttempt,
  state: SignInState,
): Promise<ChallengeOutcome> {
  const towards = await stepTowardsTarget(services, attempt, state);
  if (towards !== undefined) return towards;
  const factors = firstFactorsOf(services, attempt.pool, state.user);
  const preferred = factors.find((one) => one === attempt.parameters.PREFERRED_CHALLENGE);
  if (preferred === undefined) return { ...state, next: choice(factors) };
  const outcome = await beginFactor(services, attempt, state, preferred);
  return isCode(preferred) ? withAvailable(outcome, preferred) : outcome;
}

const isCode = (factor: FirstFactor) => factor === 'EMAIL_OTP' || factor === 'SMS_OTP';

/** A code that was preferred is named as what is available, alone, as people have seen on AWS. */
const withAvailable = (outcome: ChallengeOutcome, factor: FirstFactor): ChallengeOutcome => ({
  ...outcome,
  next: outcome.next && { ...outcome.next, availableChallenges: [factor] },
});

/**
 * What a client that hides who exists is answered for somebody who doesn't: to give the code that was preferred, or the
 * choice of passwords, which then are wrong.
 * @throws InvalidParameterException for a level that nobody reaches without having set something up
 */
async function pretendedChoice(
  services: Pick<Services, 'challenges' | 'store'>,
  attempt: SignInAttempt,
  beginning: SignInProgress,
  request: StepUpRequest | undefined,
): Promise<object> {
  const { client, pool, complete, parameters } = attempt;
  if (!hidesUserExistence(client)) throw userNotFound();
  const factors = pretendedFactors(pool, request);
  const progress = { ...beginning, isAtPage: complete !== undefined };
  const prefersCode = parameters.PREFERRED_CHALLENGE === 'EMAIL_OTP' && request === undefined;
  if (prefersCode && factors.includes('EMAIL_OTP'))
    return pretendToSendCode(services, attempt, progress);
  const asked = { challenge: 'SELECT_CHALLENGE', progress, sub: undefined };
  const { session, changes } = services.challenges.start(client, asked);
  await services.store.commit(changes);
  return {
    ChallengeName: session.challenge,
    Session: session.id,
    ChallengeParameters: {},
    AvailableChallenges: factors,
  };
}

/** What somebody with a password and an address, and nothing else, would be let begin with. */
function pretendedFactors(
  pool: UserPool,
  request: StepUpRequest | undefined,
): readonly FirstFactor[] {
  const emails = allowedFirstAuthFactors(pool).filter((factor) => factor === 'EMAIL_OTP');
  const means: Means = { proved: [], first: ['PASSWORD', ...emails], second: [] };
  const target = request && reachable(request.levels, means);
  const { first } = target === undefined ? means : nextFactors(target.level, means);
  return first.flatMap((factor) =>
    factor === 'PASSWORD' ? ['PASSWORD', 'PASSWORD_SRP'] : [factor],
  );
}
