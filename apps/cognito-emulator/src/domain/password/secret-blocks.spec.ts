import { FakeClock } from '@gatehouse/test-kit';
import { specTime } from '../../spec-support/spec-time.js';
import { MemoryStore } from '../../store/memory-store.js';
import { KeyRing, poolKeys } from '../token/pool-keys.js';
import { SecretBlocks } from './secret-blocks.js';

describe('secret blocks', () => {
  const clock = new FakeClock(specTime);
  const blocks = new SecretBlocks(new KeyRing(new MemoryStore([poolKeys]), clock), clock);
  const poolId = 'eu-west-1_Example';
  const block = {
    id: 'one',
    clientId: 'client',
    userIdForSrp: 'ann',
    clientPublic: '02',
    serverPublic: '03',
    serverSecret: '04',
    progress: { username: 'ann', factors: [], source: 'TokenGeneration_Authentication' },
    expiresAt: clock.nowMilliseconds() + 1_000,
  } as const;

  it('are taken once, also by two answers that were both read before', async () => {
    const sealed = await blocks.seal(poolId, block);
    const [first, second] = await Promise.all([1, 2].map(() => blocks.open(poolId, sealed)));
    blocks.use(first!);
    expect(() => {
      blocks.use(second!);
    }).toThrow('Incorrect username or password.');
    expect(await blocks.open(poolId, sealed)).toBeUndefined();
  });
});
