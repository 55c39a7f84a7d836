import { forgedTxnToken } from './forged-txn-token.js';
import { newCustomer } from './new-customer.js';
import { System } from './system.js';

const system = System.shared();
const { 'order-service': orderServiceUrl, 'user-service': userServiceUrl } =
  system.description.serviceUrls;

describe('401 at a service called directly', () => {
  it('without proof', async () => {
    expect((await system.callAt(orderServiceUrl, '/orders')).status).toBe(401);
    expect((await system.callAt(userServiceUrl, '/users/me')).status).toBe(401);
  });

  it("with the user's or the partner's own access token", async () => {
    const { access_token: user } = await system.signInAs('support');
    const partner = await system.machineToken('partner', 'orders/read');
    for (const token of [user, partner]) {
      expect((await system.callAt(orderServiceUrl, '/orders', { token })).status).toBe(401);
      expect((await system.callAt(userServiceUrl, '/users/me', { token })).status).toBe(401);
    }
  });

  it('with a forged Txn-Token', async () => {
    for (const [base, path, audience] of [
      [orderServiceUrl, '/orders', 'order-service'],
      [userServiceUrl, '/users/me', 'user-service'],
    ] as const) {
      const headers = { 'txn-token': await forgedTxnToken(audience) };
      expect((await system.callAt(base, path, { headers })).status).toBe(401);
    }
  });

  it("with a peer's machine token and a forged Txn-Token", async () => {
    const token = await system.machineToken('order-service', 'users/read');
    const headers = { 'txn-token': await forgedTxnToken('order-service') };
    expect((await system.callAt(userServiceUrl, '/users/me', { token, headers })).status).toBe(401);
    const alone = await system.callAt(userServiceUrl, '/users/me', { token });
    expect(alone.status).toBe(403);
  });
});

describe("order-service's own machine token at user-service", () => {
  it('reads a profile without the address, which its owner sees', async () => {
    const { userId, email, tokens } = await newCustomer(system);
    const own = await system.call('/users/me', { token: tokens.access_token });
    expect(own.body).toMatchObject({ id: userId, email });
    const token = await system.machineToken('order-service', 'users/read');
    const { status, body } = await system.callAt(userServiceUrl, `/users/${userId}`, { token });
    expect([status, body.id]).toEqual([200, userId]);
    expect(body).not.toHaveProperty('email');
    expect(JSON.stringify(body)).not.toContain(email);
  });
});
