import { canonicalName } from '../../domain/pool/pool-rules.js';
import { preAuthentication } from '../../domain/trigger/pre-authentication.js';
import { hasFunctions } from '../../domain/trigger/trigger-call.js';
import type { User } from '../../domain/user/user.js';
import { migrated } from '../users/migrated-user.js';
import type { Services } from '../services.js';
import {
  type AuthFlow,
  requiredParameter,
  type SignInAttempt,
  type SignInFlow,
} from './auth-flow.js';

/**
 * Lets the pool's functions have their say before a sign-in begins: one may bring over somebody who isn't a user yet, one
 * may refuse. Nothing is proved by then but that the app may ask.
 */
export async function beforeSignIn(
  services: Pick<Services, 'clock' | 'lockout' | 'outbox' | 'senderQueue' | 'triggers' | 'users'>,
  attempt: SignInAttempt,
  flow: AuthFlow,
): Promise<void> {
  const { pool, client, validationData } = attempt;
  if (flow.begins === 'renewal' || !hasFunctions(pool)) return;
  flow.check(attempt);
  const username = requiredParameter(attempt, 'USERNAME');
  const user =
    services.users.findForSignIn(pool, username) ?? (await broughtOver(services, attempt, flow));
  await preAuthentication(services.triggers, { pool, client, validationData }, user, username);
}

/** Only a password that travels can be shown to another directory (developer guide, "Migrate user Lambda trigger"). */
async function broughtOver(
  services: Pick<Services, 'clock' | 'lockout' | 'outbox' | 'senderQueue' | 'triggers' | 'users'>,
  attempt: SignInAttempt,
  flow: SignInFlow,
): Promise<User | undefined> {
  const { pool, validationData, parameters } = attempt;
  const { USERNAME: username = '' } = parameters;
  const password = flow.passwordForMigration(parameters);
  if (password === undefined) return undefined;
  const name = `${pool.id}/${canonicalName(pool, username)}`;
  services.lockout.requireOpen(name);
  try {
    return await migrated(services, attempt, { username, password, validationData });
  } catch (error) {
    services.lockout.failed(name);
    throw error;
  }
}
