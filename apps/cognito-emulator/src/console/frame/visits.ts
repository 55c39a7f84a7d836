import { ServiceError } from '../../domain/errors.js';
import type { EmulatorParts } from '../../emulator-api/emulator-parts.js';
import { BadInput } from '../../emulator-api/input.js';
import type { Answer } from '../../http/answer.js';
import { cookieValues } from '../../http/cookies.js';
import type { Request } from '../../http/request.js';
import type { Route } from '../../http/route.js';
import { markup } from '../../markup/markup.js';
import type { CsrfTokens } from '../../pages/security/csrf-tokens.js';
import { formOf, holdsOwnToken } from '../../pages/security/own-form.js';
import {
  type Action,
  type ConsolePage,
  type Form,
  homePath,
  NotHere,
  type Shown,
  shown,
  type Visit,
} from '../page.js';
import { pageAnswer, type Said } from './document.js';
import { consoleCookie, consoleCookieLine, consoleHeaders, isFromConsole } from './security.js';

/** What all pages are made with. */
export interface FrameParts {
  readonly parts: EmulatorParts;
  readonly csrf: CsrfTokens;
}

/** GET: shows a page. */
export const pageRoute = (frame: FrameParts, page: ConsolePage, path = page.path): Route => ({
  method: 'GET',
  path,
  handle: (request, parameters) => shownPage(frame, page, request, { parameters }),
});

/** POST: does what a form asks for, if a page of the console in this very browser sent it. */
export const actionRoute = (frame: FrameParts, action: Action): Route => ({
  method: 'POST',
  path: action.path,
  handle: async (request, parameters) => {
    const { parts } = frame;
    const form = await formOf(request);
    if (form === undefined || !isOwnForm(frame, request, form)) {
      parts.log.info({ requestId: request.id }, 'a form was not from the console');
      const fault = 'This page was open for too long, or isn’t the console’s. Nothing has changed.';
      return shownPage(frame, action.page, request, { parameters, fault, status: 403 });
    }
    const { visit } = visitOf(frame, request, parameters);
    try {
      const act = () => action.act(visit, form);
      const outcome = await (action.isExclusive === true
        ? act()
        : parts.services.requests.shared(act));
      if (outcome.kind === 'shown') return pageAnswer(visit, outcome, {});
      return { status: 303, headers: { ...consoleHeaders, location: outcome.location } };
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      return shownPage(frame, action.page, request, { parameters, fault });
    }
  },
});

interface Showing extends Pick<Said, 'fault' | 'status'> {
  readonly parameters: Readonly<Record<string, string>>;
}

/** A page, or what is wrong with asking for it. */
async function shownPage(
  frame: FrameParts,
  page: ConsolePage,
  request: Request,
  { parameters, fault, status }: Showing,
): Promise<Answer> {
  const { visit, cookie } = visitOf(frame, request, parameters);
  try {
    return pageAnswer(visit, await page.show(visit), { fault, status, cookie });
  } catch (error) {
    const text = faultOf(error);
    if (text === undefined) throw error;
    const found = status ?? (error instanceof NotHere ? 404 : 400);
    return pageAnswer(visit, dead, { fault: fault ?? text, status: found, cookie });
  }
}

const dead: Shown = shown({
  title: 'That isn’t here',
  section: '',
  body: markup`<p>Go <a href="${homePath}">to the overview</a>, which has what is there now.</p>`,
});

function visitOf({ parts, csrf }: FrameParts, request: Request, parameters: Visit['at']) {
  const known = cookieValues(request, consoleCookie).find((token) => csrf.isGenuine(token));
  const token = known ?? csrf.issue();
  const at = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, decoded(value)]),
  );
  const visit: Visit = { parts, at, query: request.query, csrf: token };
  const line = consoleCookieLine(token, parts.services.publicUrl());
  return { visit, cookie: known === undefined ? line : undefined };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

const isOwnForm = ({ parts, csrf }: FrameParts, request: Request, form: Form): boolean =>
  holdsOwnToken(csrf, consoleCookie, request, form) &&
  isFromConsole(request, parts.services.publicUrl());

function faultOf(error: unknown): string | undefined {
  if (error instanceof ServiceError) return error.publicMessage.trim();
  return error instanceof BadInput || error instanceof NotHere ? error.message : undefined;
}
