import { incorrectUsernameOrPassword, notAuthorized } from '../../../domain/errors.js';
import type { SecretBlock } from '../../../domain/password/secret-blocks.js';
import { srpPoolName } from '../../../domain/pool/pool-ids.js';
import { checkSecretHash } from '../../../domain/secret-hash.js';
import { withFactor, withResult } from '../../../domain/user/sign-in-progress.js';
import type { User } from '../../../domain/user/user.js';
import type { Services } from '../../services.js';
import type { SignInAttempt } from '../auth-flow.js';
import type { SelfContainedChallenge } from '../challenge.js';
import { recordWrongPassword } from '../failed-sign-in.js';
import { type Claim, claimOf, isProof } from './password-claim.js';
import { onDevice } from '../presented-device.js';
import { advance } from '../proceed.js';
import { requireUsable } from '../usable-user.js';

const name = 'PASSWORD_VERIFIER';

/**
 * Takes the proof of a password (API reference, RespondToAuthChallenge). Where the exchange was part of a choice-based
 * sign-in, its session ends with it.
 */
export const passwordVerifier: SelfContainedChallenge = {
  name,
  async answerAlone(services, attempt, sessionId) {
    const claim = claimOf(attempt);
    const block = await services.secretBlocks.open(attempt.pool.id, claim.secretBlock);
    if (block?.clientId !== attempt.client.id) throw incorrectUsernameOrPassword();
    if (services.secretBlocks.hasExpired(block))
      throw notAuthorized('Invalid session for the user, session is expired.');
    const owner = await provedOwner(services, attempt, block, claim);
    return services.users.exclusively(owner, (user) => {
      const progress = withResult(withFactor(block.progress, 'pwd'), name);
      // A client whose device was forgotten repeats the same proof without the device.
      const state = onDevice(services, attempt, { user, progress });
      services.secretBlocks.use(block);
      requireUsable(services, user);
      const ended =
        sessionId === undefined
          ? undefined
          : services.challenges.get(sessionId, attempt.client, name);
      return advance(services, attempt, state, ended);
    });
  },
};

/** Who proved their password. Nothing else about the user is looked at before. */
async function provedOwner(
  services: Pick<Services, 'authEvents' | 'lockout' | 'users'>,
  { pool, client, parameters }: SignInAttempt,
  block: SecretBlock,
  claim: Claim,
): Promise<User> {
  const { users, lockout } = services;
  const user = block.sub === undefined ? undefined : users.findBySub(pool.id, block.sub);
  const isOwn = claim.username === block.userIdForSrp || users.find(pool, claim.username) === user;
  if (!isOwn) throw incorrectUsernameOrPassword();
  checkSecretHash(client, [block.userIdForSrp, claim.username], parameters.SECRET_HASH);
  const lockName = `${pool.id}/${block.sub ?? block.userIdForSrp}`;
  lockout.requireOpen(lockName);
  if (user?.password === undefined || !proves(pool.id, block, user.password.verifier, claim)) {
    lockout.failed(lockName);
    if (user !== undefined) await recordWrongPassword(services, pool, user);
    throw incorrectUsernameOrPassword();
  }
  lockout.succeeded(lockName);
  return user;
}

const proves = (poolId: string, block: SecretBlock, verifier: string, claim: Claim): boolean =>
  isProof(claim, { ...block, verifier }, [srpPoolName(poolId), block.userIdForSrp]);
