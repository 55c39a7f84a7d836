import { revocationChannel, type RevocationMessage } from '@gatehouse/contracts';
import { describeWithValkey, StartedValkey } from '@gatehouse/test-kit';
import { createClient } from '@redis/client';
import { ValkeyTarget } from './valkey-target.js';

const revocation: RevocationMessage = {
  kind: 'session',
  poolId: 'eu-west-1_TestPool1',
  originJti: 'session-1',
  expiresAt: Math.floor(Date.now() / 1000) + 3600,
};

describeWithValkey('ValkeyTarget', () => {
  let valkey: StartedValkey;
  let target: ValkeyTarget;

  beforeEach(async () => {
    valkey = await StartedValkey.start();
    target = new ValkeyTarget(valkey.url);
    await connected();
  });

  afterEach(async () => {
    await target.close();
    await valkey.close();
  });

  async function connected(): Promise<string> {
    for (;;) {
      try {
        return await target.tell([]);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  }

  it('publishes a revocation, and keeps it until the last token concerned has expired', async () => {
    const heard: string[] = [];
    const listener = createClient({ url: valkey.url });
    await listener.connect();
    await listener.subscribe(revocationChannel, (text) => heard.push(text));
    await target.tell([revocation]);
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(heard.map((text) => JSON.parse(text) as unknown)).toEqual([revocation]);
    listener.destroy();

    const reader = createClient({ url: valkey.url });
    await reader.connect();
    const [key = ''] = await reader.keys('*');
    expect(JSON.parse((await reader.get(key)) ?? '')).toEqual(revocation);
    expect(await reader.expireTime(key)).toBe(revocation.expiresAt);
    reader.destroy();
  });

  it('names another memory after every new connection', async () => {
    const before = await target.tell([]);
    await valkey.stop();
    await valkey.restart();
    expect(await connected()).not.toBe(before);
  });

  it('gives up on one that has fallen silent', async () => {
    valkey.pause();
    await expect(target.tell([revocation])).rejects.toThrow('no answer in time');
    await expect(target.tell([])).rejects.toThrow();
    valkey.resume();
    await connected();
  });
});
