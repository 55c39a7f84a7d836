/**
 * Sign-in by SRP. Administrators create the users and no code is read, so these journeys run against a real pool too:
 * name the system in E2E_SYSTEM, with the pool's domain as `emulatorUrl`, and have AWS credentials in the environment.
 */
import { SrpClient } from '@gatehouse/test-kit/internal/srp-client';
import { type Customer, password } from './new-customer.js';
import { provisionedCustomer } from './pool-administration.js';
import {
  begin,
  challengeOf,
  respond,
  type Step,
  SteppedUpAccount,
  tokensIn,
} from './sign-in-steps.js';
import { System } from './system.js';
import { totpCode } from './totp.js';

const system = System.shared();
const group = system.description.pool.id.split('_')[1] ?? '';

/** The steps of one sign-in, with all that was sent. */
class SrpSignIn {
  readonly sent: object[] = [];
  private readonly srp = new SrpClient();

  constructor(private readonly username: string) {}

  /** Proves the password; what follows is the second factor or tokens. */
  async prove(secret: string): Promise<Step> {
    const first = { method: 'srp', username: this.username, srp_a: this.srp.publicValue };
    const begun = await this.send(begin, first);
    const { session, salt, srp_b, secret_block, user_id: name } = challengeOf(begun, 'srp');
    const claim = this.srp.claim(
      { group, name, password: secret },
      { SALT: salt, SRP_B: srp_b, SECRET_BLOCK: secret_block },
    );
    const { PASSWORD_CLAIM_SIGNATURE: signature, TIMESTAMP: timestamp } = claim;
    return this.send(respond, { challenge: 'srp', session, signature, timestamp });
  }

  send(step: typeof begin, json: object): Promise<Step> {
    this.sent.push(json);
    return step(system, json);
  }
}

describe('a sign-in by SRP', () => {
  let customer: Customer;
  beforeAll(async () => {
    customer = await provisionedCustomer(system);
  });

  it('proves the password without sending it', async () => {
    const signIn = new SrpSignIn(customer.email);
    const { access_token: token } = tokensIn(await signIn.prove(password));
    expect((await system.call('/users/me', { token })).status).toBe(200);
    expect(JSON.stringify(signIn.sent)).not.toContain(password);
  });

  it('is rejected alike for a wrong password and for an unknown user', async () => {
    const attempts = [customer.email, `unknown-${customer.email}`].map(async (username) => {
      const { status, body } = await new SrpSignIn(username).prove('not-the-Password-1');
      return [status, body.code];
    });
    const rejected = [401, 'invalid_credentials'];
    expect(await Promise.all(attempts)).toEqual([rejected, rejected]);
  });

  it('goes on with the second factor', async () => {
    const account = await SteppedUpAccount.of(system, customer);
    const secret = await account.addTotp();
    const signIn = new SrpSignIn(customer.email);
    const { session } = challengeOf(await signIn.prove(password), 'totp');
    const json = { challenge: 'totp', session, code: totpCode(secret) };
    tokensIn(await signIn.send(respond, json));
    expect(JSON.stringify(signIn.sent)).not.toContain(password);
  });
});
