import {
  revocationChannel,
  revocationKeyPrefix,
  type RevocationMessage,
} from '@gatehouse/contracts';
import { describeWithValkey, StartedValkey, useResources, waitUntil } from '@gatehouse/test-kit';
import { createClient } from '@redis/client';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { ValkeyTarget } from './valkey-target.js';

const revocation: RevocationMessage = {
  kind: 'session',
  poolId: 'eu-west-1_TestPool1',
  originJti: 'session-1',
  expiresAt: Math.floor(Date.now() / 1000) + 3600,
};

describe('ValkeyTarget before it is opened', () => {
  const resources = useResources();

  it('connects to nothing, and can be closed', async () => {
    let connections = 0;
    const server = resources.add(
      createServer((socket) => {
        connections += 1;
        socket.end('accepted');
      }),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    resources.add(new ValkeyTarget(`redis://127.0.0.1:${port}`));
    await new Promise(setImmediate);
    // The server accepts in order, and a connection of the target would be older than this one.
    const own = resources.add(connect(port, '127.0.0.1'), (socket) => socket.destroy());
    await once(own, 'data');
    expect(connections).toBe(1);
  });
});

describeWithValkey('ValkeyTarget', () => {
  const resources = useResources();
  let valkey: StartedValkey;
  let target: ValkeyTarget;

  beforeEach(async () => {
    valkey = await resources.add(StartedValkey.start());
    target = resources.add(new ValkeyTarget(valkey.url));
    target.open();
    await connected();
  });

  const createTestClient = () =>
    resources.add(createClient({ url: valkey.url }), (client) => {
      if (client.isOpen) client.destroy();
    });

  function connected(): Promise<string> {
    return waitUntil(() => target.send([]).catch(() => undefined), {
      what: 'the connection to Valkey',
      withinMilliseconds: 30_000,
    });
  }

  it('publishes a revocation, and keeps it until the last token concerned has expired', async () => {
    const heard: string[] = [];
    const listener = createTestClient();
    await listener.connect();
    await listener.subscribe(revocationChannel, (text) => heard.push(text));
    await target.send([revocation]);
    await waitUntil(() => heard.length > 0, { what: 'the published revocation' });
    expect(heard.map((text) => JSON.parse(text) as unknown)).toEqual([revocation]);
    listener.destroy();

    const reader = createTestClient();
    await reader.connect();
    const [key = ''] = await reader.keys('*');
    expect(JSON.parse((await reader.get(key)) ?? '')).toEqual(revocation);
    expect(await reader.expireTime(key)).toBe(revocation.expiresAt);
    reader.destroy();
  });

  describe('revocations of one user', () => {
    const user = { poolId: 'eu-west-1_TestPool1', subject: 'ada' };
    const { expiresAt } = revocation;
    const session = (originJti: string, startedAt: number): RevocationMessage => ({
      kind: 'session',
      ...user,
      originJti,
      startedAt,
      expiresAt,
    });
    const earlier = (startedUntil: number): RevocationMessage => ({
      kind: 'earlier_sessions',
      ...user,
      startedUntil,
      expiresAt,
    });
    const all = (issuedUntil: number): RevocationMessage => ({
      kind: 'user',
      ...user,
      issuedUntil,
      expiresAt,
    });

    async function stored(): Promise<unknown[]> {
      const reader = createTestClient();
      await reader.connect();
      const keys = await reader.keys(`${revocationKeyPrefix}*`);
      const texts = await Promise.all(keys.sort().map((key) => reader.get(key)));
      reader.destroy();
      return texts.map((text) => JSON.parse(text ?? '') as unknown);
    }

    it('replaces the sessions that an entry for earlier sessions took the place of', async () => {
      const sessions = [session('a', 10), session('b', 20)];
      await target.send([...sessions, session('c', 30)]);
      await target.send([earlier(20)], sessions);
      expect(await stored()).toEqual([earlier(20), session('c', 30)]);
      await target.send([earlier(30)], [earlier(20), session('c', 30)]);
      expect(await stored()).toEqual([earlier(30)]);
    });

    it('does not store a session that arrives after the entry that covers it', async () => {
      await target.send([earlier(20), session('a', 20), session('b', 21)]);
      expect(await stored()).toEqual([earlier(20), session('b', 21)]);
    });

    it.each<[string, (moment: number) => RevocationMessage]>([
      ['tokens', all],
      ['earlier sessions', earlier],
    ])(
      'keeps one entry for all %s, which an older request does not move back',
      async (_name, at) => {
        await target.send([at(20)]);
        await target.send([at(30)]);
        await target.send([at(10)]);
        expect(await stored()).toEqual([at(30)]);
        const longer = { ...at(30), expiresAt: expiresAt + 60 };
        await target.send([longer]);
        expect(await stored()).toEqual([longer]);
      },
    );

    it('overwrites what is not a revocation', async () => {
      const writer = createTestClient();
      await writer.connect();
      for (const junk of ['', '{}', '7', '{"startedUntil":"late","expiresAt":[]}']) {
        await writer.set(`${revocationKeyPrefix}earlier_sessions:${user.poolId}:ada`, junk);
        await target.send([session('a', 10)]);
        await target.send([earlier(20)], [session('a', 10)]);
        expect(await stored()).toEqual([earlier(20)]);
      }
      writer.destroy();
    });
  });

  it('names another memory after every new connection', async () => {
    const before = await target.send([]);
    await valkey.stop();
    await valkey.restart();
    expect(await connected()).not.toBe(before);
  });

  it('stays disconnected when it is closed while it connects', async () => {
    const closing = resources.add(new ValkeyTarget(valkey.url));
    closing.open();
    await closing.close();
    const reader = createTestClient();
    await reader.connect();
    // The connection of the closed one is older than the reader's, and ends without being used.
    await waitUntil(
      async () => {
        await expect(closing.send([])).rejects.toThrow('not connected');
        return (await reader.clientList()).length <= 2;
      },
      { what: 'the end of the closed connection' },
    );
    await expect(closing.send([])).rejects.toThrow('not connected');
    reader.destroy();
    await closing.close();
  });

  it('gives up on one that has fallen silent', async () => {
    valkey.pause();
    await expect(target.send([revocation])).rejects.toThrow('no answer in time');
    await expect(target.send([])).rejects.toThrow();
    valkey.resume();
    await connected();
  });
});
