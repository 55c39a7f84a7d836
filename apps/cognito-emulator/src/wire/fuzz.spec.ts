/** @timeoutSeconds 60 */
import { useResources } from '@gatehouse/test-kit';
import fc from 'fast-check';
import { serviceModel } from '../generated/service-model.js';
import { operations } from '../operations/index.js';
import { FuzzedEmulator, knownMembers } from '../spec-support/fuzzed-emulator.js';
import { inputsFor } from '../spec-support/random-input.js';

// A few hundred requests in every test run; `npm run soak` asks for ten thousand.
const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const requestsPerSequence = 25;

/** Operations after which there is little left to ask for; the others come more often. */
const ending = [...operations.keys()].filter((name) =>
  /^(Delete|Admin(Delete|Disable)|GlobalSignOut|AdminUserGlobal|RevokeToken)/.test(name),
);
const lasting = [...operations.keys()].filter((name) => !ending.includes(name));
const signIns = lasting.filter((name) => /Auth$|Challenge$|Sign|Software|Password/.test(name));

/** What is made gets a name of its own, more often than not. */
const knownFor = (operation: string) =>
  /^(Create|SignUp$|AdminCreateUser$)/.test(operation)
    ? ['UserPoolId', 'ClientId', 'NextToken']
    : knownMembers;

const requestsWith = (names: readonly string[], strangeOneOf?: number) =>
  fc.constantFrom(...names).chain((name) => {
    const input = serviceModel[name as keyof typeof serviceModel];
    return fc.record({
      operation: fc.constant(name),
      input: inputsFor(input, { known: knownFor(name), strangeOneOf }),
    });
  });

describe('the whole registry over HTTP', () => {
  const resources = useResources();
  let emulator: FuzzedEmulator;
  beforeAll(async () => {
    emulator = await resources.add(FuzzedEmulator.start());
    await emulator.newWorld();
  });
  afterEach(async () => {
    expect(emulator.failures).toEqual([]);
    expect(await emulator.isUp()).toBe(true);
  });

  it('refuses malformed requests in the form of errors', async () => {
    await fc.assert(
      fc.asyncProperty(requestsWith(Object.keys(serviceModel), 6), async ({ operation, input }) => {
        const { fault } = await emulator.send(operation, input);
        expect({ fault, failures: emulator.failures }).toEqual({ fault: undefined, failures: [] });
      }),
      { numRuns },
    );
  });

  it('refuses any bytes for a body, and any name for an operation', async () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => new TextEncoder().encode(text)),
      fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
    );
    const name = fc.oneof(
      fc.constantFrom(...operations.keys()),
      fc.stringMatching(/^[\w.#/:-]{0,20}$/),
    );
    const type = fc.constantFrom(
      'application/x-amz-json-1.1',
      'application/json',
      'application/x-amz-json-1.0',
      'application/json; charset=utf-16',
    );
    await fc.assert(
      fc.asyncProperty(name, body, type, async (operation, bytes, contentType) => {
        const headers = { 'content-type': contentType };
        const { fault } = await emulator.sendBody(operation, new Uint8Array(bytes), headers);
        expect({ fault, failures: emulator.failures }).toEqual({ fault: undefined, failures: [] });
      }),
      { numRuns },
    );
  });

  it('answers whatever follows whatever without failing', async () => {
    const sequence = fc.array(
      fc.oneof(
        { weight: 12, arbitrary: requestsWith(lasting) },
        { weight: 12, arbitrary: requestsWith(signIns) },
        { weight: 2, arbitrary: requestsWith(ending) },
      ),
      { minLength: requestsPerSequence, maxLength: requestsPerSequence },
    );
    await fc.assert(
      fc.asyncProperty(sequence, async (requests) => {
        await emulator.newWorld();
        for (const { operation, input } of requests) {
          const { fault } = await emulator.send(operation, input);
          expect({ operation, fault, failures: emulator.failures }).toEqual({
            operation,
            fault: undefined,
            failures: [],
          });
        }
      }),
      { numRuns: Math.ceil(numRuns / requestsPerSequence) },
    );
  });
});
