/** @timeoutSeconds 90 */
import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AccountData, Order } from '@gatehouse/contracts';
import { useResources, waitUntil } from '@gatehouse/test-kit';
import { codeFor, type Customer, newAddress, newCustomer, password } from './new-customer.js';
import { cognitoOf } from './pool-administration.js';
import { SteppedUpAccount } from './sign-in-steps.js';
import { newSupporter } from './staff.js';
import { System } from './system.js';

const system = System.shared();
const aBook = { currency: 'EUR', lines: [{ sku: 'book', quantity: 1, unitPrice: 1250 }] };

/** The response to a sign-in, without what differs between any two requests. */
async function signInResponse(username: string) {
  const { status, body } = await system.call('/auth/token', { json: { username, password } });
  const { requestId: _, ...rest } = body;
  return { status, rest };
}

describe('a customer who leaves', () => {
  const resources = useResources();
  let cognito: CognitoIdentityProviderClient;
  let customer: Customer;
  let supporter: Customer;
  let placed: Order;
  let byPartner: Order;

  const partnerOrder = async () => {
    const token = await system.machineToken('partner', 'orders/read orders/write');
    return system.call<Order>('/orders', {
      token,
      json: { ...aBook, customerId: customer.userId },
    });
  };

  async function isGone(): Promise<boolean> {
    const request = { UserPoolId: system.description.pool.id, Username: customer.userId };
    try {
      await cognito.send(new AdminGetUserCommand(request));
      return false;
    } catch (error) {
      if (error instanceof UserNotFoundException) return true;
      throw error;
    }
  }

  beforeAll(async () => {
    cognito = resources.add(cognitoOf(system), (client) => client.destroy());
    supporter = await newSupporter(system);
    customer = await newCustomer(system);
    const token = customer.tokens.access_token;
    const json = { ...aBook, note: 'For Ada Lovelace' };
    placed = (await system.call<Order>('/orders', { token, json })).body;
    byPartner = (await partnerOrder()).body;
    expect([placed.customerId, byPartner.customerId]).toEqual([customer.userId, customer.userId]);
  });

  it('downloads the own data, then has the account deleted and the orders anonymized', async () => {
    const token = customer.tokens.access_token;
    const account = await SteppedUpAccount.of(system, customer);
    const data = await account.call<AccountData>('GET', 'data');
    expect(data.body).toMatchObject({
      account: { sub: customer.userId, email: customer.email },
      profile: { id: customer.userId },
      links: { orders: '/orders' },
    });
    expect(data.headers.get('content-disposition')).toContain('attachment');

    const rejected = await system.call('/account', { method: 'DELETE', token });
    expect(rejected).toMatchObject({ status: 403, body: { code: 'step_up_required' } });
    expect((await system.call('/account', { token })).status).toBe(200);

    expect((await account.call('DELETE')).status).toBe(202);
    expect((await system.call('/account', { token })).status).toBe(401);
    expect((await system.call('/orders', { token })).status).toBe(401);
    const refresh = { refresh_token: customer.tokens.refresh_token };
    expect((await system.call('/auth/refresh', { json: refresh })).status).toBe(401);
    expect(await signInResponse(customer.email)).toEqual(await signInResponse(newAddress()));
    expect((await partnerOrder()).status).toBe(422);

    const { access_token: support } = supporter.tokens;
    const anonymized = await waitUntil(
      async () => {
        const { body } = await system.call<Order>(`/orders/${placed.id}`, { token: support });
        return body.customerId !== customer.userId && body;
      },
      { what: 'the order to be anonymized', withinMilliseconds: 30_000 },
    );
    const { customerId } = anonymized;
    expect(customerId).toMatch(/^deleted-[0-9a-f-]{36}$/);
    expect(anonymized).toEqual({ ...placed, customerId, placedBy: customerId, note: null });
    const other = await system.call<Order>(`/orders/${byPartner.id}`, { token: support });
    expect(other.body).toMatchObject({ customerId, placedBy: byPartner.placedBy });
  });

  it('leaves an address that can be used for a new account, which has none of the old data', async () => {
    const { email } = customer;
    // The response to a sign-up does not reveal whether the account still exists.
    await waitUntil(isGone, { what: 'the user to be deleted', withinMilliseconds: 30_000 });
    const { body: signedUp } = await system.call<{ userId: string }>('/auth/sign-up', {
      json: { email, password },
    });
    const json = { email, code: await codeFor(system, email) };
    expect((await system.call('/auth/confirm', { json })).status).toBe(204);
    expect(signedUp.userId).not.toBe(customer.userId);
    const { access_token: token } = await system.signIn(customer.email, password);
    const { body } = await system.call<{ items: Order[] }>('/orders', { token });
    expect(body.items).toEqual([]);
    expect((await system.call(`/orders/${placed.id}`, { token })).status).toBe(404);
    expect((await partnerOrder()).status).toBe(422);
  });
});
