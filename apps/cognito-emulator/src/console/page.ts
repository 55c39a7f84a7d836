import type { EmulatorParts } from '../emulator-api/emulator-parts.js';
import type { Html } from '../markup/markup.js';

/** One of the console's pages. Its file and its line in `index.ts` are all there is to it. */
export interface ConsolePage {
  /** `:name` stands for one segment. */
  readonly path: string;
  /** @throws NotHere, ServiceError, BadInput */
  show(visit: Visit): Shown | Promise<Shown>;
}

/** What a form of a page does. */
export interface Action {
  readonly path: string;
  /** The page the form is on, which is shown again with what is wrong. Its parameters are among the action's. */
  readonly page: ConsolePage;
  /** Whether no request to Cognito may be under way meanwhile, which the action sees to itself. */
  readonly isExclusive?: boolean;
  /** @throws NotHere, and ServiceError or BadInput for what is wrong with the form */
  act(visit: Visit, form: Form): Done | Promise<Done>;
}

export type Form = ReadonlyMap<string, string>;

/** A developer at one of the pages. */
export interface Visit {
  readonly parts: EmulatorParts;
  /** The parameters of the path, decoded. */
  readonly at: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What ties the page's forms to this browser. */
  readonly csrf: string;
}

/** A page as it is to look. */
export interface Shown {
  readonly kind: 'shown';
  readonly title: string;
  /** The path that the navigation marks. */
  readonly section: string;
  /** The pages it is under: path and title. */
  readonly trail?: readonly (readonly [path: string, title: string])[];
  readonly body: Html;
}

/** A form that was taken: where to go, and what is said there; or a page that answers it. */
export type Done = Shown | { readonly kind: 'done'; readonly location: string };

export const shown = (what: Omit<Shown, 'kind'>): Shown => ({ kind: 'shown', ...what });

/** @param notice the key of what the page says, of those in `notices` */
export const done = (path: string, notice: Notice): Done => ({
  kind: 'done',
  location: `${path}${path.includes('?') ? '&' : '?'}done=${notice}`,
});

/** What was asked for isn't there. */
export class NotHere extends Error {
  constructor(what: string) {
    super(`There is no ${what} of that id.`);
    this.name = 'NotHere';
  }
}

/** What pages say once a form has done its work. */
export const notices = {
  'signed-out': 'The user is signed out everywhere.',
  confirmed: 'The user is confirmed.',
  disabled: 'The user is disabled, and all sessions have ended.',
  enabled: 'The user is enabled.',
  'outbox-emptied': 'The messages are gone.',
  faults: 'The faults in force have changed.',
  'faults-ended': 'No fault is in force any more.',
  clock: 'The clock is shifted.',
  'clock-right': 'The clock is right again.',
  keys: 'New keys sign tokens from now on.',
  'reset-template': 'Everything is as the template had it.',
  'reset-empty': 'Everything is gone.',
} as const;

export type Notice = keyof typeof notices;

export const homePath = '/_emulator';
export const consolePath = '/_emulator/console';
