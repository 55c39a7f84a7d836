import assert from 'node:assert/strict';
import { services } from '../../libs/services/src/services.mjs';
import { compose, healthy } from './compose.mjs';

const order = { currency: 'EUR', lines: [{ sku: 'book', quantity: 1, unitPrice: 1250 }] };

/** What a customer does through the gateway, as far as these checks need it. */
export class Customer {
  constructor(gatewayUrl, { email, password }) {
    this.gatewayUrl = gatewayUrl;
    this.credentials = { username: email, password };
  }

  async signIn() {
    const { access_token } = await this.send('/auth/token', this.credentials, 200);
    this.authorization = `Bearer ${access_token}`;
  }

  async placeOrder() {
    return (await this.send('/orders', order, 201)).id;
  }

  async seesOrder(id) {
    assert.equal((await this.send(`/orders/${id}`, undefined, 200)).id, id);
  }

  async send(path, json, expected) {
    const response = await fetch(this.gatewayUrl + path, {
      method: json === undefined ? 'GET' : 'POST',
      headers: {
        ...(this.authorization === undefined ? {} : { authorization: this.authorization }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
    const text = await response.text();
    assert.equal(response.status, expected, `${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  }
}

/** Each service is restarted in the middle of a journey, which then goes on. */
export async function everyServiceMayRestart(customer) {
  await customer.signIn();
  const names = services.map(({ name }) => name);
  for (const service of ['gateway', ...names, 'cognito-emulator', 'postgres']) {
    const id = await customer.placeOrder();
    await compose('restart', service);
    await healthy();
    await customer.seesOrder(id);
    await customer.placeOrder();
  }
  await customer.signIn();
}

/** Killed, PostgreSQL leaves a lock file behind, and starts on it again with every order. */
export async function databaseMayBeKilled(customer) {
  const id = await customer.placeOrder();
  await compose('kill', 'postgres');
  await compose('start', 'postgres');
  await healthy();
  await customer.seesOrder(id);
}

/**
 * The gateway is replaced while requests run. There is one container, so connections are refused in between;
 * but whoever gets an answer gets the right one, and every order that was acknowledged is there.
 */
export async function gatewayMayBeReplaced(customer) {
  const placed = [];
  let replaced = false;
  let refused = 0;
  const client = async () => {
    while (!replaced) {
      try {
        placed.push(await customer.placeOrder());
      } catch (error) {
        // A busy machine may take longer than a deadline allows; 503 then says that nothing was stored.
        if (error instanceof assert.AssertionError && error.actual !== 503) throw error;
        refused += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  const clients = Promise.all(Array.from({ length: 4 }, client));
  await compose('up', '-d', '--no-deps', '--force-recreate', 'gateway');
  await healthy();
  const before = placed.length;
  await customer.placeOrder();
  replaced = true;
  await clients;
  assert.ok(before > 0, 'no order was placed while the gateway was replaced');
  for (const id of placed) await customer.seesOrder(id);
  return { placed: placed.length, refused };
}
