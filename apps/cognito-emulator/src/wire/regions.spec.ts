import { useResources } from '@gatehouse/test-kit';
import fc from 'fast-check';
import { operations } from '../operations/index.js';
import { FuzzedEmulator, knownMembers } from '../spec-support/fuzzed-emulator.js';
import { inputsFor } from '../spec-support/random-input.js';

/** What may be asked for anywhere: it is about the region of the request, or empty elsewhere. */
const everywhere = ['CreateUserPool', 'ListUserPools', 'DescribeUserPoolDomain'];

describe('a pool, seen from another region', () => {
  const resources = useResources();
  let emulator: FuzzedEmulator;
  beforeAll(async () => {
    emulator = await resources.add(FuzzedEmulator.start());
    await emulator.newWorld();
  });

  const names = [...operations.keys()].filter((name) => !everywhere.includes(name));

  it.each(names)('is not there for %s', async (name) => {
    const before = emulator.state();
    const inputs = fc.sample(inputsFor(operations.get(name)!.input, { known: knownMembers }), {
      numRuns: 8,
      seed: 7,
    });
    for (const input of inputs) {
      const { status, body } = await emulator.send(name, input, 'us-east-1');
      expect({ status, body }).toMatchObject({ status: 400 });
    }
    expect(emulator.state() === before).toBe(true);
  });

  it('is listed and described in its own alone', async () => {
    const list = { MaxResults: 60 };
    expect((await emulator.send('ListUserPools', list, 'us-east-1')).body).toEqual({
      UserPools: [],
    });
    expect((await emulator.send('ListUserPools', list)).body).toMatchObject({
      UserPools: [{ Name: 'fuzz' }],
    });
    const made = await emulator.send('CreateUserPool', { PoolName: 'far' }, 'us-east-1');
    expect(made.body).toMatchObject({
      UserPool: {
        Id: expect.stringMatching(/^us-east-1_\w{9}$/) as string,
        Arn: expect.stringMatching(
          /^arn:aws:cognito-idp:us-east-1:123456789012:userpool\/us-east-1_\w{9}$/,
        ) as string,
      },
    });
  });
});
