import {
  incorrectUsernameOrPassword,
  invalidParameter,
  notAuthorized,
} from '../../domain/errors.js';
import type { SecretBlock } from '../../domain/password/secret-blocks.js';
import { provesPassword } from '../../domain/password/srp-server.js';
import { srpPoolName } from '../../domain/pool/pool-ids.js';
import { checkSecretHash } from '../../domain/secret-hash.js';
import { withFactor, withResult } from '../../domain/user/sign-in-progress.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { requiredParameter, type SignInAttempt } from './auth-flow.js';
import type { SelfContainedChallenge } from './challenge.js';
import { recordWrongPassword } from './failed-sign-in.js';
import { proceed } from './proceed.js';
import { requireUsable } from './usable-user.js';

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
      services.secretBlocks.use(block);
      requireUsable(services, user);
      const progress = withResult(withFactor(block.progress, 'pwd'), name);
      const ended =
        sessionId === undefined
          ? undefined
          : services.challenges.get(sessionId, attempt.client, name);
      return proceed(services, attempt, { user, progress }, ended);
    });
  },
};

interface Claim {
  readonly username: string;
  readonly secretBlock: string;
  readonly signature: string;
  readonly timestamp: string;
}

/** Such as `Tue Nov 3 09:05:07 UTC 2026`; some clients write the day with a zero or a space in front. */
const timestampForm = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d \d{2}:\d{2}:\d{2} UTC \d{4}$/;

function claimOf(attempt: SignInAttempt): Claim {
  const timestamp = requiredParameter(attempt, 'TIMESTAMP');
  if (!timestampForm.test(timestamp)) throw invalidParameter('TIMESTAMP format is wrong.');
  return {
    username: requiredParameter(attempt, 'USERNAME'),
    secretBlock: requiredParameter(attempt, 'PASSWORD_CLAIM_SECRET_BLOCK'),
    signature: requiredParameter(attempt, 'PASSWORD_CLAIM_SIGNATURE'),
    timestamp,
  };
}

/** Who proved their password. Nothing else about the user is looked at before. */
async function provedOwner(
  services: Services,
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

function proves(poolId: string, block: SecretBlock, verifier: string, claim: Claim): boolean {
  const { clientPublic, serverPublic, serverSecret, userIdForSrp } = block;
  const secretBlock = Buffer.from(claim.secretBlock, 'base64');
  return provesPassword(
    { clientPublic, serverPublic, serverSecret: Buffer.from(serverSecret, 'hex'), verifier },
    {
      message: [srpPoolName(poolId), userIdForSrp, secretBlock, claim.timestamp],
      signature: claim.signature,
    },
  );
}
