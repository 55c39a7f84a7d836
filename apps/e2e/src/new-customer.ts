import type { System, Tokens } from './system.js';

export const password = 'correct-Horse-battery-9';

interface Message {
  readonly code: string | null;
  readonly kind: string;
}

/** The code of the newest message to that address. */
export async function codeFor(system: System, email: string): Promise<string> {
  const { emulatorUrl, pool } = system.description;
  const query = new URLSearchParams({ username: email, poolId: pool.id });
  const { body } = await system.callAt<Message[]>(
    emulatorUrl,
    `/_emulator/outbox?${query.toString()}`,
  );
  const code = body.findLast((message) => message.code !== null)?.code;
  if (!code) throw new Error(`no code was sent to ${email}`);
  return code;
}

let serial = 0;

/** An address nobody has signed up with. */
export const newAddress = () => `journey-${process.pid}-${(serial += 1)}-${Date.now()}@example.com`;

export interface Customer {
  readonly email: string;
  readonly userId: string;
  readonly tokens: Tokens;
}

/** A user who has signed up and confirmed the code from the outbox. */
export async function confirmedUser(system: System): Promise<Omit<Customer, 'tokens'>> {
  const email = newAddress();
  const signedUp = await system.call<{ userId: string }>('/auth/sign-up', {
    json: { email, password },
  });
  if (signedUp.status !== 201) throw new Error(`sign-up answered ${signedUp.status}`);
  const confirmed = await system.call('/auth/confirm', {
    json: { email, code: await codeFor(system, email) },
  });
  if (confirmed.status !== 204) throw new Error(`confirm answered ${confirmed.status}`);
  return { email, userId: signedUp.body.userId };
}

/** A user who has signed up, confirmed the code from the outbox and signed in. */
export async function newCustomer(system: System): Promise<Customer> {
  const user = await confirmedUser(system);
  return { ...user, tokens: await system.signIn(user.email, password) };
}
