import {
  FakeClock,
  generateSigningKey,
  type SigningKey,
  TestGateway,
  useResources,
  waitUntil,
} from '@gatehouse/test-kit';
import { Controller, Get } from '@nestjs/common';
import { AuthModule } from '../auth.module.js';
import { Authenticated } from '../decorators/requirement.decorators.js';
import { StartedApp } from '../spec-support/started-app.js';

@Controller()
class OrdersController {
  @Get('orders')
  @Authenticated()
  orders() {
    return {};
  }
}

const audience = 'order-service';
const callsAtOnce = 200;
/** Longer than keys are fresh in a service, so that the next call makes it look again. */
const untilKeysAge = 61;
/** So long the last token signed with a key may be shown: its life and the difference of clocks. */
const untilLastTokenEnds = 66;

describe('the rotation of Txn-Token keys', () => {
  const clock = new FakeClock();
  const resources = useResources();
  let gateway: TestGateway;
  let service: StartedApp;
  let keyA: SigningKey;
  let keyB: SigningKey;

  beforeAll(async () => {
    gateway = await resources.add(TestGateway.start({ clock }));
    keyA = gateway.key;
    keyB = await generateSigningKey('ES256', 'txn-key-2');
    const txnTokens = { audience, issuer: 'gateway', jwksUri: gateway.jwksUri, clock };
    const auth = AuthModule.forRoot({ scopeVocabulary: [], txnTokens });
    service = await resources.add(StartedApp.start({ auth, controllers: [OrdersController] }));
  });

  const publish = (...keys: SigningKey[]) => {
    gateway.keyServer.keys.splice(0, Infinity, ...keys);
  };
  const signedBy = (key: SigningKey) => gateway.userTxnToken(audience, [], { key });
  async function statusOf(txnToken: string): Promise<number> {
    const answer = await service.get('/orders', { 'txn-token': txnToken });
    await answer.body?.cancel();
    return answer.status;
  }
  /** Each call comes with a token of its own, but every third, which comes with one seen before. */
  async function load(key: SigningKey): Promise<void> {
    const seen = await signedBy(key);
    const calls = Array.from({ length: callsAtOnce }, async (_, index) =>
      statusOf(index % 3 === 0 ? seen : await signedBy(key)),
    );
    const refused = (await Promise.all(calls)).filter((status) => status !== 200);
    expect(refused).toEqual([]);
  }
  const fetchedAgain = (before: number) =>
    waitUntil(
      async () => {
        await statusOf(await signedBy(keyB));
        return gateway.keyServer.requests > before;
      },
      { what: 'another request of the keys' },
    );

  it('refuses no call at any step, and a token of the retired key afterwards', async () => {
    await load(keyA);

    publish(keyA, keyB);
    await load(keyA);
    clock.advanceSeconds(untilKeysAge);
    await load(keyA);

    await load(keyB);
    const lastOfA = await signedBy(keyA);
    expect(await statusOf(lastOfA)).toBe(200);

    clock.advanceSeconds(untilLastTokenEnds);
    expect(await statusOf(lastOfA)).toBe(401);
    await load(keyB);

    const before = gateway.keyServer.requests;
    publish(keyB);
    await load(keyB);
    clock.advanceSeconds(untilKeysAge);
    await load(keyB);
    await fetchedAgain(before);
    await load(keyB);
    expect(await statusOf(await signedBy(keyA))).toBe(401);
    await load(keyB);
    expect(gateway.keyServer.requests).toBeLessThanOrEqual(6);
  });

  it('takes a new key at once, even when it signs before services have looked again', async () => {
    const keyC = await generateSigningKey('ES256', 'txn-key-3');
    clock.advanceSeconds(untilKeysAge / 2);
    publish(keyB, keyC);
    await Promise.all([load(keyB), load(keyC)]);
  });
});
