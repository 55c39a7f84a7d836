import { clockInput, setClockRight, shiftClock } from '../../emulator-api/clock-routes.js';
import { BadInput, checked } from '../../emulator-api/input.js';
import { type Action, done, type Form } from '../page.js';
import { faultsPage, faultsPath } from './faults-page.js';

const unitSeconds = new Map([
  ['seconds', 1],
  ['minutes', 60],
  ['hours', 3_600],
  ['days', 86_400],
]);

/** The clock, moved as `POST /_emulator/clock` does. */
export const clockActions: readonly Action[] = [
  shift('advance', (form) => {
    const unit = unitSeconds.get(form.get('unit') ?? '');
    const amount = form.get('amount') ?? '';
    if (unit === undefined || !/^-?\d+(\.\d+)?$/.test(amount))
      throw new BadInput('How far the clock is to move is to be said.');
    return { advanceSeconds: Number(amount) * unit };
  }),
  shift('set', (form) => {
    const now = form.get('now') ?? '';
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(now) || Number.isNaN(Date.parse(now)))
      throw new BadInput('A date and a time are to be said.');
    // Browsers leave out seconds that are none.
    return { now: `${now}${/T\d\d:\d\d$/.test(now) ? ':00' : ''}Z` };
  }),
  {
    path: `${faultsPath}/clock/right`,
    page: faultsPage,
    act: async ({ parts }) => {
      await setClockRight(parts.clock, parts.log);
      return done(faultsPath, 'clock-right');
    },
  },
];

function shift(name: string, input: (form: Form) => object): Action {
  return {
    path: `${faultsPath}/clock/${name}`,
    page: faultsPage,
    act: async ({ parts }, form) => {
      await shiftClock(parts.clock, checked(clockInput, input(form)), parts.log);
      return done(faultsPath, 'clock');
    },
  };
}
