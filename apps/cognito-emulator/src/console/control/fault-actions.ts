import {
  clearFaults,
  faultNames,
  faultsInput,
  switchFaults,
} from '../../emulator-api/fault-routes.js';
import { BadInput, checked } from '../../emulator-api/input.js';
import { type Action, done, type Form, type Visit } from '../page.js';
import { faultsPage, faultsPath } from './faults-page.js';

/** Faults, switched as `POST /_emulator/faults` does. */
export const faultActions: readonly Action[] = [
  action('service', (form) => ({
    dark: darknessIn(form, 'dark'),
    jwks: darknessIn(form, 'jwks'),
    throttle: shareIn(form),
  })),
  action('rules', (form) => ({ operations: { [nameIn(form)]: ruleIn(form) } })),
  action('rules/end', (form) => ({ operations: { [nameIn(form)]: null } })),
  {
    path: `${faultsPath}/end`,
    page: faultsPage,
    act: ({ parts }) => {
      clearFaults(parts.services, parts.log);
      return done(faultsPath, 'faults-ended');
    },
  },
];

function action(name: string, change: (form: Form) => object): Action {
  return {
    path: `${faultsPath}/${name}`,
    page: faultsPage,
    act: async ({ parts }: Visit, form) => {
      await switchFaults(parts.services, checked(faultsInput, change(form)), parts.log);
      return done(faultsPath, 'faults');
    },
  };
}

function nameIn(form: Form): string {
  const name = form.get('name')?.trim() ?? '';
  if (!faultNames.has(name)) throw new BadInput('There is no operation or endpoint of that name.');
  return name;
}

const darknessIn = (form: Form, name: string) => {
  const value = form.get(name);
  return value === 'none' ? null : value;
};

function shareIn(form: Form): boolean | number {
  const share = form.get('throttle');
  if (share !== 'some') return share === 'all';
  const count = numberIn(form, 'throttleCount');
  if (count === undefined) throw new BadInput('How many requests is to be said.');
  return count;
}

/** A rule as the form has it: its number is how many requests, or how long they wait. */
function ruleIn(form: Form): object {
  const effect = form.get('effect') ?? '';
  const count = numberIn(form, 'count');
  if (effect !== 'slowMilliseconds') return { [effect]: count ?? true };
  if (count === undefined) throw new BadInput('How long requests wait is to be said.');
  return { slowMilliseconds: count };
}

function numberIn(form: Form, name: string): number | undefined {
  const text = form.get(name);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw new BadInput('A number is to be whole, and 1 or more.');
  return Number(text);
}
