import { lookup } from 'node:dns';
import { describeWithValkey, StartedValkey, useResources, waitUntil } from '@gatehouse/test-kit';
import { createClient } from '@redis/client';
import { ValkeyConnection } from './valkey-connection.js';
import { valkeyConnectionLimits } from './valkey-connection-settings.js';

describeWithValkey('ValkeyConnection', () => {
  const resources = useResources();
  let valkey: StartedValkey;
  let connection: ValkeyConnection;
  const seen = { ready: 0, errors: 0 };

  beforeEach(async () => {
    valkey = await resources.add(StartedValkey.start());
    Object.assign(seen, { ready: 0, errors: 0 });
    connection = resources.add(connectionTo(valkey.url));
  });

  function connectionTo(url: string): ValkeyConnection {
    return new ValkeyConnection({
      url,
      limits: valkeyConnectionLimits,
      lookup,
      onReady: () => (seen.ready += 1),
      onError: () => (seen.errors += 1),
    });
  }

  it('reports every new connection, and the loss of one', async () => {
    connection.open();
    await until(() => seen.ready === 1);
    expect(connection.isReady).toBe(true);
    await valkey.stop();
    await until(() => seen.errors > 0);
    expect(connection.isReady).toBe(false);
    await valkey.restart();
    await until(() => seen.ready === 2);
    expect(await connection.client.ping()).toBe('PONG');
  });

  it('connects once there is a server, and reports that there is none', async () => {
    await valkey.stop();
    connection.open();
    await until(() => seen.errors > 0);
    await valkey.restart();
    await until(() => seen.ready === 1);
  });

  it('opens another connection when the server has fallen silent', async () => {
    connection.open();
    await until(() => seen.ready === 1);
    valkey.pause();
    await until(() => !connection.isReady);
    valkey.resume();
    await until(() => seen.ready === 2);
  });

  it('stays disconnected when it is closed while it connects', async () => {
    connection.open();
    connection.close();
    connection.close();
    expect(connection.isClosed).toBe(true);
    const reader = resources.add(createClient({ url: valkey.url }));
    await reader.connect();
    // The connection of the closed one is older than the reader's, and ends without being used.
    await waitUntil(async () => (await reader.clientList()).length === 1, {
      what: 'the end of the closed connection',
    });
    expect(connection.isReady).toBe(false);
    expect(seen.ready).toBe(0);
  });
});

/** Waits for an effect of another process, far shorter than the time limit of the test. */
const until = (condition: () => boolean) =>
  waitUntil(condition, { what: condition.toString(), withinMilliseconds: 30_000 });
