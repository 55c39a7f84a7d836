import { createHmac, randomBytes } from 'node:crypto';
import { invalidParameter, userNotFound } from '../../../domain/errors.js';
import { pretendedSalt } from '../../../domain/password/password-record.js';
import { isUsablePublicValue, serverPublicValue } from '../../../domain/password/srp-server.js';
import { powerOfGenerator } from '../../../domain/password/group-power.js';
import { authSessionSeconds, hidesUserExistence } from '../../../domain/pool/client-rules.js';
import { canonicalName } from '../../../domain/pool/pool-rules.js';
import { randomId } from '../../../domain/random.js';
import type { SignInProgress } from '../../../domain/user/sign-in-progress.js';
import type { User } from '../../../domain/user/user.js';
import type { Services } from '../../services.js';
import { requiredParameter, type SignInAttempt } from '../auth-flow.js';
import type { NewChallenge } from '../challenge.js';
import { requireSettled } from '../usable-user.js';

/**
 * Begins an SRP exchange for a name: the PASSWORD_VERIFIER challenge, whose state lies in its SECRET_BLOCK (developer
 * guide, "Secure remote password"). Somebody who doesn't exist gets made-up values that stay the same.
 * @throws InvalidParameterException for an SRP_A that no proof can be built on, UserNotFoundException where a client
 *   may tell, UserNotConfirmedException, PasswordResetRequiredException
 */
export async function srpExchange(
  services: Pick<Services, 'clock' | 'keys' | 'secretBlocks'>,
  attempt: SignInAttempt,
  user: User | undefined,
  progress: SignInProgress,
): Promise<NewChallenge> {
  const { pool, client } = attempt;
  const clientPublic = requiredParameter(attempt, 'SRP_A');
  if (!isUsablePublicValue(clientPublic)) throw invalidParameter('Invalid SRP_A value.');
  requireSettled(user);
  if (user?.password === undefined && !hidesUserExistence(client)) throw userNotFound();
  const identity = await identityOf(services, attempt, user, progress.username);
  const secret = randomBytes(32);
  const serverPublic = serverPublicValue(identity.verifier, secret);
  const block = {
    id: randomId(),
    clientId: client.id,
    sub: user?.password && user.sub,
    userIdForSrp: identity.name,
    clientPublic,
    serverPublic,
    serverSecret: secret.toString('hex'),
    progress,
    expiresAt: services.clock.nowMilliseconds() + authSessionSeconds(client) * 1_000,
  };
  return {
    name: 'PASSWORD_VERIFIER',
    parameters: {
      SALT: identity.salt,
      SECRET_BLOCK: await services.secretBlocks.seal(pool.id, block),
      SRP_B: serverPublic,
      USERNAME: identity.name,
      USER_ID_FOR_SRP: identity.name,
    },
  };
}

interface SrpIdentity {
  readonly name: string;
  /** Hexadecimal. */
  readonly salt: string;
  readonly verifier: string;
}

async function identityOf(
  { keys }: Pick<Services, 'keys'>,
  { pool }: SignInAttempt,
  user: User | undefined,
  typed: string,
): Promise<SrpIdentity> {
  if (user?.password !== undefined)
    return { name: user.username, salt: user.password.salt, verifier: user.password.verifier };
  const { refresh } = await keys.of(pool.id);
  const made = (what: string) =>
    createHmac('sha256', refresh)
      .update(`${what}/${canonicalName(pool, typed)}`)
      .digest();
  const id = made('name').toString('hex');
  const name = [
    id.slice(0, 8),
    id.slice(8, 12),
    id.slice(12, 16),
    id.slice(16, 20),
    id.slice(20, 32),
  ];
  return {
    name: name.join('-'),
    salt: pretendedSalt(made('salt')),
    verifier: powerOfGenerator(made('verifier')),
  };
}
