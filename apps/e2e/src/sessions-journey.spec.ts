import type { Sessions } from '@gatehouse/contracts';
import { type Customer, newCustomer, password } from './new-customer.js';
import { SteppedUpAccount } from './sign-in-steps.js';
import { System, type Tokens } from './system.js';

const system = System.shared();

async function sessionsOf({ tokens }: Pick<Customer, 'tokens'>) {
  const token = tokens.access_token;
  const { status, body } = await system.call<Sessions>('/account/sessions', { token });
  expect(status).toBe(200);
  return body.sessions;
}

const statusOf = async ({ access_token: token }: Tokens) =>
  (await system.call('/account', { token })).status;
const refresh = ({ refresh_token }: Tokens) =>
  system.call<Partial<Tokens>>('/auth/refresh', { json: { refresh_token } });

describe('the sessions of a customer', () => {
  it('are listed, and one that is not wanted is ended for good', async () => {
    const customer = await newCustomer(system);
    const phone = await system.signIn(customer.email, password);
    const [other, ...more] = (await sessionsOf(customer)).filter(({ current }) => !current);
    expect(more).toEqual([]);
    expect(other).toMatchObject({ user_agent: expect.any(String) as string });
    const account = await SteppedUpAccount.of(system, customer);
    expect((await account.call('DELETE', `sessions/${other?.id}`)).status).toBe(204);
    expect(await statusOf(phone)).toBe(401);
    expect(await statusOf(customer.tokens)).toBe(200);
    expect(await sessionsOf(customer)).toMatchObject([{ current: true }]);
    for (let attempt = 0; attempt < 2; attempt++) {
      const refused = await refresh(phone);
      expect([refused.status, refused.body]).toMatchObject([
        401,
        { code: 'invalid_refresh_token' },
      ]);
    }
    expect((await refresh(customer.tokens)).status).toBe(200);
  });

  it('are nobody else’s to end', async () => {
    const [customer, other] = await Promise.all([newCustomer(system), newCustomer(system)]);
    const [session] = await sessionsOf(other);
    const account = await SteppedUpAccount.of(system, customer);
    const refused = await account.call('DELETE', `sessions/${session?.id}`);
    expect([refused.status, refused.body]).toMatchObject([404, { code: 'session_not_found' }]);
    expect(await statusOf(other.tokens)).toBe(200);
  });
});
