import type { UserPool } from '../domain/pool/user-pool.js';
import type { UserPoolClient } from '../domain/pool/user-pool-client.js';
import type { Request } from '../http/request.js';
import type { AuthorizationRequest } from '../oauth/authorization/authorization-types.js';
import type { Services } from '../operations/services.js';
import type { PageFlow } from '../domain/authorization/page-flow.js';
import type { Field, FormFault } from './markup/fields.js';
import type { Html } from '../markup/markup.js';

/** One of the pages people see. Its file and its line in `index.ts` are all there is to it. */
export interface Page {
  readonly path: string;
  /** @param entered what was filled in and refused; nothing at first. @throws ServiceError for a page that makes no sense */
  show(visit: Visit, entered: Entered): PageOutcome | Promise<PageOutcome>;
  /** Takes the page's form. @throws ServiceError or FormRefusal, and then the page is shown again with what is wrong. */
  submit?(visit: Visit, form: Form): PageOutcome | Promise<PageOutcome>;
}

/** A browser at one of the pages, with an authorization request that was found good. */
export interface Visit {
  readonly services: Services;
  readonly request: Request;
  readonly authorization: AuthorizationRequest;
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** What the visitor is in the middle of. */
  readonly flow: PageFlow | undefined;
  /** Whether a passkey is to be added after the sign-in. */
  readonly isForPasskey: boolean;
  /** The path of a page with the authorization request along, some of whose parameters may be others, or left out  when empty. */
  to(path: string, others?: Readonly<Record<string, string>>): string;
}

export type Form = ReadonlyMap<string, string>;

/** What a visitor filled in so far; secrets are not among it. */
export interface Entered {
  readonly values: Form;
  readonly fault?: FormFault | undefined;
}

export const nothingEntered: Entered = { values: new Map() };

/** A fault that is found by a page itself. */
export class FormRefusal extends Error {
  constructor(
    readonly text: string,
    readonly field?: string,
  ) {
    super(text);
    this.name = 'FormRefusal';
  }
}

/** @throws FormRefusal when it was left empty. */
export function requiredValue(form: Form, name: string, text: string): string {
  const value = form.get(name);
  if (value === undefined) throw new FormRefusal(text, name);
  return value;
}

/** A page as it is to look: one form, and links to others. */
export interface View {
  readonly kind: 'view';
  readonly status?: number | undefined;
  readonly title: string;
  /** What stands between the title and the form. */
  readonly intro?: Html | undefined;
  readonly form?: ViewForm | undefined;
  /** What stands below the form. */
  readonly outro?: Html | undefined;
  readonly script?: string | undefined;
  /** Whether what the visitor was in the middle of is over. */
  readonly endsFlow?: boolean | undefined;
}

/** The form of a page, which is sent to the page's own path unless it says otherwise. */
export interface ViewForm {
  readonly action?: string | undefined;
  readonly fields: readonly Field[];
  /** Values that travel along unseen. */
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  /** What else stands above the fields. */
  readonly before?: Html | undefined;
  /** What else stands below them. */
  readonly extra?: Html | undefined;
  /** The button, or several of which one is chosen. */
  readonly buttons: readonly ViewButton[];
}

export interface ViewButton {
  readonly text: string;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly isSecondary?: boolean | undefined;
  /** The page that the form goes to by this button instead, whatever is filled in. */
  readonly action?: string | undefined;
  /** What the page's script finds it by; without script it isn't there. */
  readonly scriptHook?: string | undefined;
}

/** A visitor who is sent on. */
export interface Move {
  readonly kind: 'move';
  /** A path of ours, or the address a sign-in ends at. */
  readonly location: string;
  /** What the visitor is in the middle of from here on: nothing any more when null, as before when absent. */
  readonly flow?: PageFlow | null | undefined;
  /** Lines for Set-Cookie. */
  readonly cookies?: readonly string[] | undefined;
  /** Whether somebody has just signed in: what the browser was known by before is not used again. */
  readonly isSignedIn?: boolean | undefined;
}

export type PageOutcome = View | Move;

export const view = (what: Omit<View, 'kind'>): View => ({ kind: 'view', ...what });

export const move = (location: string, more: Omit<Move, 'kind' | 'location'> = {}): Move => ({
  kind: 'move',
  location,
  ...more,
});
