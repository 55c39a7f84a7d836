import type { Logger } from '@gatehouse/platform-core';
import { z } from 'zod';
import { type Answer, jsonAnswer } from '../http/answer.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Services } from '../operations/services.js';

const mostBodyBytes = 16 * 1024;
const noStore = { 'cache-control': 'no-store' };

/** What can be asked for; a member that is left out changes nothing. */
const faultsInput = z.strictObject({
  dark: z.enum(['drop', 'unavailable']).nullable().optional(),
  throttle: z.union([z.boolean(), z.int().min(1).max(1_000_000)]).optional(),
  rotateKeys: z
    .strictObject({
      /** One pool; all of them when left out. */
      poolId: z.string().optional(),
      /** For how long the keys so far stay published; they are gone at once when left out. */
      overlapSeconds: z.int().min(0).max(31_536_000).optional(),
    })
    .optional(),
});

type FaultsInput = z.output<typeof faultsInput>;

/** Switches faults on and off, and rotates signing keys. */
export function faultRoutes(services: Services, log: Logger): readonly Route[] {
  const { faults } = services;
  const path = '/_emulator/faults';
  const current = () => jsonAnswer(200, faults.current, noStore);
  return [
    { method: 'GET', path, handle: current },
    {
      method: 'POST',
      path,
      handle: async (request) => {
        const input = await readFaults(request);
        const fault = typeof input === 'string' ? input : faultIn(services, input);
        if (typeof input === 'string' || fault !== undefined) return badRequest(fault);
        const { rotateKeys, ...settings } = input;
        if (rotateKeys !== undefined) await rotate(services, rotateKeys);
        faults.set(settings);
        log.warn({ ...faults.current, rotateKeys }, 'faults were switched');
        return current();
      },
    },
    {
      method: 'DELETE',
      path,
      handle: () => {
        faults.clear();
        log.warn('faults were cleared');
        return { status: 204 };
      },
    },
  ];
}

/** The input, or what is wrong with it. */
async function readFaults(request: Request): Promise<FaultsInput | string> {
  const body = await request.body(mostBodyBytes);
  try {
    const result = faultsInput.safeParse(JSON.parse(body.toString()));
    return result.success ? result.data : z.prettifyError(result.error);
  } catch {
    return 'The body is not JSON.';
  }
}

function faultIn({ pools }: Services, { rotateKeys }: FaultsInput): string | undefined {
  const poolId = rotateKeys?.poolId;
  return poolId === undefined || pools.find(poolId) !== undefined
    ? undefined
    : 'There is no pool of that id.';
}

async function rotate(
  { pools, keys }: Services,
  { poolId, overlapSeconds = 0 }: NonNullable<FaultsInput['rotateKeys']>,
): Promise<void> {
  const ids = poolId === undefined ? pools.all().map(({ id }) => id) : [poolId];
  await Promise.all(ids.map((id) => keys.rotate(id, overlapSeconds)));
}

const badRequest = (description: string | undefined): Answer =>
  jsonAnswer(400, { error: 'invalid_request', error_description: description }, noStore);
