import type { Logger } from '@gatehouse/platform-core';
import { z } from 'zod';
import type { ShiftedClock } from '../domain/shifted-clock.js';
import { jsonAnswer } from '../http/answer.js';
import type { Route } from '../http/route.js';
import { BadInput, noStore, readJson } from './input.js';

/** A century: enough for every lifetime there is, and dates stay dates. */
const furthestMilliseconds = 100 * 365.25 * 86_400_000;

export const clockInput = z.union([
  z.strictObject({ advanceSeconds: z.number() }),
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
]);

/** Reads and shifts the time of everything in the emulator. */
export function clockRoutes(clock: ShiftedClock, log: Logger): readonly Route[] {
  const path = '/_emulator/clock';
  const current = () =>
    jsonAnswer(
      200,
      {
        now: new Date(clock.nowMilliseconds()).toISOString(),
        offsetSeconds: clock.offsetMilliseconds / 1_000,
      },
      noStore,
    );
  return [
    { method: 'GET', path, handle: current },
    {
      method: 'POST',
      path,
      handle: async (request) => {
        await shiftClock(clock, await readJson(request, clockInput), log);
        return current();
      },
    },
    {
      method: 'DELETE',
      path,
      handle: async () => {
        await setClockRight(clock, log);
        return { status: 204 };
      },
    },
  ];
}

/** @throws BadInput for a time too far away */
export async function shiftClock(
  clock: ShiftedClock,
  input: z.output<typeof clockInput>,
  log: Logger,
): Promise<void> {
  const change =
    'now' in input
      ? Date.parse(input.now) - clock.nowMilliseconds()
      : Math.round(input.advanceSeconds * 1_000);
  if (Math.abs(clock.offsetMilliseconds + change) > furthestMilliseconds)
    throw new BadInput('That is more than a hundred years away.');
  await clock.advance(change);
  log.warn({ offsetSeconds: clock.offsetMilliseconds / 1_000 }, 'the clock was shifted');
}

export async function setClockRight(clock: ShiftedClock, log: Logger): Promise<void> {
  await clock.reset();
  log.warn('the clock was set right');
}
