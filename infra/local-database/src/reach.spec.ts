import { chmodSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { useResources } from '@gatehouse/test-kit';
import { canReach } from './reach.js';

describe('canReach', () => {
  const resources = useResources();
  let directory: string;

  beforeEach(async () => {
    // Its ancestors are open to everybody on every system.
    directory = await mkdtemp('/var/tmp/reach-');
    resources.add(() => rm(directory, { recursive: true }));
  });

  it.each([
    ['700', 'owner', true],
    ['077', 'owner', false],
    ['010', 'member', true],
    ['707', 'member', false],
    ['001', 'stranger', true],
    ['770', 'stranger', false],
  ] as const)('mode %s, the %s: %s', async (mode, who, expected) => {
    const { uid, gid } = statSync(directory);
    const accounts = {
      owner: { uid, gid: gid + 1 },
      member: { uid: uid + 1, gid },
      stranger: { uid: uid + 1, gid: gid + 1 },
    };
    chmodSync(directory, Number.parseInt(mode, 8));
    expect(await canReach(directory, accounts[who])).toBe(expected);
  });
});
