import type { Logger } from '@gatehouse/platform-core';
import { z } from 'zod';
import { serviceModel } from '../generated/service-model.js';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/route.js';
import { endpointNames } from '../operations/faults.js';
import type { Services } from '../operations/services.js';
import { noStore, readJson } from './input.js';
import { requirePool, rotateKeys, rotationInput } from './key-routes.js';

const darkness = z.enum(['drop', 'unavailable']).nullable().optional();
const share = z.union([z.boolean(), z.int().min(1).max(1_000_000)]).optional();

/** What rules can be for. */
export const faultNames: ReadonlySet<string> = new Set([
  ...Object.keys(serviceModel),
  ...endpointNames,
  '*',
]);

export const faultRule = z.strictObject({
  throttle: share,
  error: share,
  slowMilliseconds: z.int().min(0).max(60_000).optional(),
});

/** What can be asked for; a member that is left out changes nothing. */
export const faultsInput = z.strictObject({
  dark: darkness,
  jwks: darkness,
  throttle: share,
  operations: z
    .record(
      z.string().refine((name) => faultNames.has(name), 'There is no operation of that name.'),
      faultRule.nullable(),
    )
    .nullable()
    .optional(),
  rotateKeys: rotationInput.optional(),
});

/** Switches faults on and off, and rotates signing keys. */
export function faultRoutes(
  services: Pick<Services, 'faults' | 'keys' | 'pools' | 'requests'>,
  log: Logger,
): readonly Route[] {
  const { faults } = services;
  const path = '/_emulator/faults';
  const current = () => jsonAnswer(200, faults.current, noStore);
  return [
    { method: 'GET', path, handle: current },
    {
      method: 'POST',
      path,
      handle: async (request) => {
        await switchFaults(services, await readJson(request, faultsInput), log);
        return current();
      },
    },
    {
      method: 'DELETE',
      path,
      handle: () => {
        clearFaults(services, log);
        return { status: 204 };
      },
    },
  ];
}

/** @throws BadInput when the keys of a pool are to be rotated that isn't there */
export async function switchFaults(
  services: Pick<Services, 'faults' | 'keys' | 'pools' | 'requests'>,
  { rotateKeys: rotation, ...change }: z.output<typeof faultsInput>,
  log: Logger,
): Promise<void> {
  const { faults } = services;
  requirePool(services, rotation?.poolId);
  if (rotation !== undefined) await rotateKeys(services, rotation);
  faults.set(change);
  log.warn({ ...faults.current, rotateKeys: rotation }, 'faults were switched');
}

export function clearFaults({ faults }: Pick<Services, 'faults'>, log: Logger): void {
  faults.clear();
  log.warn('faults were cleared');
}
