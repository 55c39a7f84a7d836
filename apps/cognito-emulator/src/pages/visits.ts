import type { Logger } from '@gatehouse/platform-core';
import {
  flowOf,
  pageFlows,
  type PageFlow,
  replacement,
} from '../domain/authorization/page-flow.js';
import type { UserPoolClient } from '../domain/pool/user-pool-client.js';
import { type Answer, redirect } from '../http/answer.js';
import type { Request } from '../http/request.js';
import {
  authorizationQuery,
  readAuthorizationRequest,
} from '../oauth/authorization/authorization-request.js';
import type { Services } from '../operations/services.js';
import { cookieLine, flowCookie, flowIds, idSeparator, mostOtherApps } from './cookies.js';
import { faultOf } from './faults.js';
import { documentOf } from './markup/document.js';
import { markup } from '../markup/markup.js';
import { lookOf } from './look/look.js';
import {
  type Entered,
  type Form,
  nothingEntered,
  type Page,
  type PageOutcome,
  type View,
  view,
  type Visit,
} from './page.js';
import type { FormFault } from './markup/fields.js';
import { addPasskey, thenParameter } from './passkeys/then.js';
import { csrfCookie, type CsrfTokens, isFromOwnPage } from './security/csrf-tokens.js';
import { formOf, holdsOwnToken } from './security/own-form.js';
import { pageHeaders } from './security/page-headers.js';

/** What all pages are made with. */
export interface PageParts {
  readonly services: Services;
  readonly csrf: CsrfTokens;
  readonly log: Logger;
}

type Handler = (request: Request) => Promise<Answer>;

/** GET: shows a page. */
export const showPage =
  (parts: PageParts, page: Page): Handler =>
  async (request) => {
    const visit = visitOf(parts.services, request);
    return answer(parts, visit, await shown(parts, visit, page, nothingEntered));
  };

/** POST: takes a page's form, if one of our pages in this very browser sent it, or shows what is wrong with it. */
export const submitPage =
  (parts: PageParts, page: Page): Handler =>
  async (request) => {
    const visit = visitOf(parts.services, request);
    const form = await formOf(request);
    if (form === undefined)
      return answer(parts, visit, failure(visit, 'The form could not be read.'));
    if (!isOwnForm(parts, request, form)) return refuseForeign(parts, visit, page);
    try {
      return await answer(parts, visit, (await page.submit?.(visit, form)) ?? failure(visit, ''));
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      parts.log.info(
        { requestId: request.id, outcome: (error as Error).name },
        'a form was refused',
      );
      // What happened meanwhile, such as the end of the flow, shows on the page.
      const now = visitOf(parts.services, request);
      const outcome = await shown(parts, now, page, { values: form, fault });
      return answer(parts, now, outcome, { fault, status: 400 });
    }
  };

/** A form that may be another site's, or is older than this process or the cookie: nothing of it counts. */
async function refuseForeign(parts: PageParts, visit: Visit, page: Page): Promise<Answer> {
  parts.log.info({ requestId: visit.request.id }, 'a form was not from a page of ours');
  const fault = { text: 'This page was open for too long. Please try again.' };
  const outcome = await shown(parts, visit, page, { ...nothingEntered, fault });
  const again = outcome.kind === 'view' ? outcome : failure(visit, 'Please start again.');
  return answer(parts, visit, { ...again, status: 403 }, { fault });
}

/** A page, or why there is none. */
async function shown(
  { log }: PageParts,
  visit: Visit,
  page: Page,
  entered: Entered,
): Promise<PageOutcome> {
  try {
    return await page.show(visit, entered);
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    log.info({ requestId: visit.request.id, outcome: (error as Error).name }, 'a page was refused');
    return failure(visit, fault.text);
  }
}

const failure = (visit: Visit, text: string): View =>
  view({
    status: 400,
    title: 'That didn’t work',
    intro: markup`<p role="alert">${text}</p>`,
    outro: markup`<p><a href="${visit.to('/login')}">Back to sign-in</a></p>`,
  });

/** @throws PageError, AuthorizationError */
function visitOf(services: Services, request: Request): Visit {
  const authorization = readAuthorizationRequest(services, request);
  const { pool, client } = authorization;
  return {
    services,
    request,
    authorization,
    pool,
    client,
    flow: flowIn(services, request, client),
    isForPasskey: request.query.get(thenParameter) === addPasskey,
    to: (path, others = {}) => {
      const query = new URLSearchParams(authorizationQuery(authorization));
      const then = request.query.get(thenParameter);
      if (then === addPasskey) query.set(thenParameter, then);
      for (const [name, value] of Object.entries(others))
        if (value === '') query.delete(name);
        else query.set(name, value);
      return `${path}?${query.toString()}`;
    },
  };
}

function flowIn(
  services: Services,
  request: Request,
  client: UserPoolClient,
): PageFlow | undefined {
  const { store, clock } = services;
  return flowIds(request)
    .map((id) => flowOf(store, clock, id, client))
    .find((flow) => flow !== undefined);
}

const isOwnForm = ({ services, csrf }: PageParts, request: Request, form: Form): boolean =>
  holdsOwnToken(csrf, csrfCookie, request, form) && isFromOwnPage(request, services.publicUrl());

async function answer(
  parts: PageParts,
  visit: Visit,
  outcome: PageOutcome,
  refused: { readonly fault?: FormFault; readonly status?: number } = {},
): Promise<Answer> {
  const { services, request } = visit;
  const publicUrl = services.publicUrl();
  if (outcome.kind === 'move') {
    const { flow, cookies = [], isSignedIn, location } = outcome;
    const lines = [...cookies, ...(await kept(visit, flow))];
    if (isSignedIn === true) lines.push(cookieLine(csrfCookie, parts.csrf.issue(), publicUrl));
    return redirect(location, lines.length === 0 ? {} : { 'set-cookie': lines });
  }
  const { token, cookie } = parts.csrf.ofBrowser(request, publicUrl);
  const lines = [
    ...(cookie === undefined ? [] : [cookie]),
    ...(outcome.endsFlow === true ? await kept(visit, null) : []),
  ];
  return pageAnswer(visit, outcome, token, { ...refused, lines });
}

/** Keeps what the visitor is in the middle of from here on, and gives the lines that tell the browser. */
async function kept(visit: Visit, after: PageFlow | null | undefined): Promise<readonly string[]> {
  const { services, flow: before } = visit;
  const { store, clock } = services;
  if (after === undefined || (after === null && before === undefined)) return [];
  const stored = before && store.get(pageFlows, before.id);
  await store.commit(replacement(store, clock, stored, after ?? undefined));
  const ids = [...idsOfOtherApps(visit), ...(after === null ? [] : [after.id])];
  return [cookieLine(flowCookie, ids.join(idSeparator) || null, services.publicUrl())];
}

/** What the visitor is in the middle of in other tabs at other apps goes on. */
function idsOfOtherApps({ services, request, client }: Visit): readonly string[] {
  const { store, clock } = services;
  return flowIds(request)
    .filter((id) => {
      const flow = store.get(pageFlows, id);
      return flow && flow.clientId !== client.id && flow.expiresAt > clock.nowMilliseconds();
    })
    .slice(-mostOtherApps);
}

function pageAnswer(
  visit: Visit,
  shownView: View,
  csrf: string,
  refused: {
    readonly fault?: FormFault;
    readonly status?: number;
    readonly lines: readonly string[];
  },
): Answer {
  const { services, pool, client, request, authorization } = visit;
  const { fault, lines, status = 200 } = refused;
  const look = lookOf(services.store, pool, client);
  const needs = {
    redirectUri: authorization.redirectUri,
    hasScript: shownView.script !== undefined,
  };
  return {
    status: shownView.status ?? status,
    headers: {
      ...pageHeaders(needs),
      ...(lines.length === 0 ? {} : { 'set-cookie': [...lines] }),
    },
    body: documentOf(shownView, { look, csrf, action: visit.to(request.path), fault }),
  };
}
