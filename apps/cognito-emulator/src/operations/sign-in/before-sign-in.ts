import { canonicalName } from '../../domain/pool/pool-rules.js';
import { checkSecretHash } from '../../domain/secret-hash.js';
import { preAuthentication } from '../../domain/trigger/pre-authentication.js';
import { hasFunctions } from '../../domain/trigger/trigger-call.js';
import type { User } from '../../domain/user/user.js';
import { migrated } from '../accounts/migrated-user.js';
import type { Services } from '../services.js';
import { requiredParameter, type SignInAttempt } from './auth-flow.js';

/** What each flow needs to begin with; a flow that isn't here renews a sign-in, and begins none. */
const needed: Readonly<Record<string, readonly string[]>> = {
  USER_PASSWORD_AUTH: ['USERNAME', 'PASSWORD'],
  ADMIN_USER_PASSWORD_AUTH: ['USERNAME', 'PASSWORD'],
  USER_SRP_AUTH: ['USERNAME', 'SRP_A'],
  USER_AUTH: ['USERNAME'],
  CUSTOM_AUTH: ['USERNAME'],
};

/**
 * Lets the pool's functions have their say before a sign-in begins: one may bring over somebody who isn't a user yet, one
 * may refuse. Nothing is proved by then but that the app may ask.
 */
export async function beforeSignIn(
  services: Services,
  attempt: SignInAttempt,
  flow: string,
): Promise<void> {
  const parameters = needed[flow];
  const { pool, client, validationData } = attempt;
  if (parameters === undefined || !hasFunctions(pool)) return;
  for (const name of parameters) requiredParameter(attempt, name);
  const username = requiredParameter(attempt, 'USERNAME');
  checkSecretHash(client, [username], attempt.parameters.SECRET_HASH);
  const user =
    services.users.findForSignIn(pool, username) ?? (await broughtOver(services, attempt, flow));
  await preAuthentication(services.triggers, { pool, client, validationData }, user, username);
}

/** Only a password that travels can be shown to another directory (developer guide, "Migrate user Lambda trigger"). */
async function broughtOver(
  services: Services,
  attempt: SignInAttempt,
  flow: string,
): Promise<User | undefined> {
  const { pool, validationData, parameters } = attempt;
  const {
    USERNAME: username = '',
    PASSWORD: password,
    PREFERRED_CHALLENGE: preferred,
  } = parameters;
  const isByPassword = flow.endsWith('USER_PASSWORD_AUTH') || preferred === 'PASSWORD';
  if (password === undefined || !isByPassword) return undefined;
  const name = `${pool.id}/${canonicalName(pool, username)}`;
  services.lockout.requireOpen(name);
  try {
    return await migrated(services, attempt, { username, password, validationData });
  } catch (error) {
    services.lockout.failed(name);
    throw error;
  }
}
