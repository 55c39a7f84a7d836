import { type Customer, password } from './new-customer.js';
import { provisionedCustomer } from './pool-administration.js';
import { begin, challengeOf, respond, SteppedUpAccount, tokensIn } from './sign-in-steps.js';
import type { System, Tokens } from './system.js';
import { totpCode } from './totp.js';

/** A member of a group of staff who has an authenticator app. */
export interface StaffMember extends Customer {
  /** The secret of the app. */
  readonly secret: string;
}

/** A new member of support, whom an administrator has created, after a sign-in with their new authenticator app. */
export async function newSupporter(system: System): Promise<StaffMember> {
  const member = await provisionedCustomer(system, 'support');
  const secret = await (await SteppedUpAccount.of(system, member)).addTotp();
  return { ...member, secret, tokens: await signInWithApp(system, { ...member, secret }) };
}

/**
 * Signs in with password and authenticator app.
 *
 * @param ahead so many steps of 30 seconds later than now: a pool accepts each code once, and the one after the present
 */
export async function signInWithApp(
  system: System,
  { email: username, secret }: Pick<StaffMember, 'email' | 'secret'>,
  ahead = 0,
): Promise<Tokens> {
  const { session } = challengeOf(await begin(system, { username, password }), 'totp');
  const code = totpCode(secret, ahead);
  return tokensIn(await respond(system, { challenge: 'totp', session, code }));
}
