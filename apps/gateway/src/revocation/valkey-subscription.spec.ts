import { RevocationList, systemClock } from '@gatehouse/auth-core';
import { revocationChannel, revocationKeyPrefix } from '@gatehouse/contracts';
import { createLogger } from '@gatehouse/platform-core';
import { describeWithValkey, StartedValkey, useResources, waitUntil } from '@gatehouse/test-kit';
import { createClient } from '@redis/client';
import { KnownRevocations } from './known-revocations.js';
import { OpenRequests } from './open-requests.js';
import { ValkeySubscription } from './valkey-subscription.js';

const poolId = 'eu-west-1_TestPool1';
const now = Math.floor(Date.now() / 1000);
const sessionOf = (originJti: string) =>
  JSON.stringify({ kind: 'session', poolId, originJti, expiresAt: now + 3600 });

describeWithValkey('ValkeySubscription', () => {
  const resources = useResources();
  let valkey: StartedValkey;
  let revocations: KnownRevocations;
  let subscription: ValkeySubscription;

  beforeEach(async () => {
    valkey = await resources.add(StartedValkey.start());
    revocations = new KnownRevocations(new OpenRequests());
    subscription = resources.add(
      new ValkeySubscription(valkey.url, revocations, createLogger('test', 'silent')),
    );
  });

  const knows = (originJti: string) =>
    revocations.isRevoked({ poolId, subject: 'ada', issuedAt: now, originJti });

  /** What user-service does. */
  async function inValkey(work: (client: ReturnType<typeof clientOf>) => Promise<unknown>) {
    const client = clientOf(valkey);
    await client.connect();
    try {
      await work(client);
    } finally {
      client.destroy();
    }
  }

  it('knows what was revoked before it came, and hears what is revoked then', async () => {
    await inValkey((client) => client.set(`${revocationKeyPrefix}session:1`, sessionOf('before')));
    subscription.start();
    await until(() => subscription.isCurrent);
    expect(knows('before')).toBe(true);
    await inValkey((client) => client.publish(revocationChannel, sessionOf('after')));
    await until(() => knows('after'));
    expect(knows('other')).toBe(false);
  });

  it('keeps what it knows while Valkey is away, says so, and catches up', async () => {
    subscription.start();
    await until(() => subscription.isCurrent);
    await inValkey((client) => client.publish(revocationChannel, sessionOf('early')));
    await until(() => knows('early'));
    await valkey.stop();
    await until(() => !subscription.isCurrent);
    expect(knows('early')).toBe(true);
    await valkey.restart();
    await inValkey(async (client) => {
      await client.set(`${revocationKeyPrefix}session:2`, sessionOf('late'));
      // The subscription may have come back before the key was there, and read all there was.
      await client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
    });
    await until(() => subscription.isCurrent && knows('late'));
    await inValkey((client) => client.publish(revocationChannel, sessionOf('later')));
    await until(() => knows('later'));
    expect(knows('early')).toBe(true);
  });

  it('holds what replaces others although the list was full before, in whichever order it reads', async () => {
    const list = new RevocationList(systemClock, { maxRevocations: 5 });
    const full = new KnownRevocations(new OpenRequests(), list);
    const subscriber = resources.add(
      new ValkeySubscription(valkey.url, full, createLogger('test', 'silent')),
    );
    const user = { poolId, subject: 'ada', expiresAt: now + 3600 };
    await inValkey(async (client) => {
      for (let number = 0; number < 20; number += 1) {
        const session = {
          kind: 'session',
          ...user,
          originJti: `s-${number}`,
          startedAt: number + 1,
        };
        await client.set(`${revocationKeyPrefix}session:${number}`, JSON.stringify(session));
      }
      const earlier = { kind: 'earlier_sessions', ...user, startedUntil: 20 };
      await client.set(`${revocationKeyPrefix}earlier_sessions`, JSON.stringify(earlier));
    });
    subscriber.start();
    await until(() => subscriber.isCurrent);
    expect(list.size).toBe(1);
  });

  it('starts without Valkey, and is current once it is there', async () => {
    await valkey.stop();
    subscription.start();
    expect(subscription.isCurrent).toBe(false);
    await valkey.restart();
    await until(() => subscription.isCurrent);
  });

  it('reports no outage when it is closed while it connects or reads', async () => {
    const lines: string[] = [];
    const logger = createLogger('test', 'info', { write: (line) => lines.push(line) });
    const connecting = resources.add(new ValkeySubscription(valkey.url, revocations, logger));
    connecting.start();
    connecting.close();
    // More than it reads at once, so that there is something left to read when it closes.
    const keys = Array.from({ length: 2_000 }, (_, id) => `${revocationKeyPrefix}session:${id}`);
    await inValkey((client) => client.mSet(keys.map((key) => [key, sessionOf(key)])));
    let hasRead = false;
    const closes = new (class extends KnownRevocations {
      override add(): void {
        hasRead = true;
        reading.close();
        reading.close();
      }
    })(new OpenRequests());
    const reading = resources.add(new ValkeySubscription(valkey.url, closes, logger));
    reading.start();
    await until(() => hasRead);
    // By the time that another one is current, the two have settled.
    subscription.start();
    await until(() => subscription.isCurrent);
    expect(lines.join('')).not.toContain('Valkey is away');
    expect(connecting.isCurrent || reading.isCurrent).toBe(false);
    // No connection is left but that of the third one and this one.
    await inValkey((client) =>
      waitUntil(async () => (await client.clientList()).length <= 2, {
        what: 'the end of the closed connections',
      }),
    );
  });

  it('passes over what is no revocation', async () => {
    subscription.start();
    await until(() => subscription.isCurrent);
    await inValkey(async (client) => {
      for (const text of ['', '{}', 'null', '{"kind":"session"}', sessionOf('good')]) {
        await client.publish(revocationChannel, text);
      }
    });
    await until(() => knows('good'));
  });
});

function clientOf({ url }: StartedValkey) {
  return createClient({ url });
}

/** Waits for an effect of another process, far shorter than the time limit of the test. */
const until = (condition: () => boolean) =>
  waitUntil(condition, { what: condition.toString(), withinMilliseconds: 30_000 });
