import type { Logger } from '@gatehouse/platform-core';
import { invalidParameter, ServiceError } from '../../domain/errors.js';
import { postConfirmation } from '../../domain/trigger/post-confirmation.js';
import { expiredCode } from '../../domain/user/codes.js';
import type { Answer } from '../../http/answer.js';
import type { Request } from '../../http/request.js';
import type { Route } from '../../http/route.js';
import { pageRoute } from '../../oauth/page-endpoint.js';
import { confirmByCode } from '../../operations/sign-up/confirm-user.js';
import { takeTry } from '../../operations/users/hourly-limits.js';
import { unknownUser } from '../../operations/users/named-user.js';
import type { Services } from '../../operations/services.js';
import { failurePage } from '../failure-page.js';
import { plainPage } from '../plain-page.js';
import { markup } from '../../markup/markup.js';

/** GET /confirmUser: where the link in an email leads that confirms a new user (SDK, "CONFIRM_WITH_LINK"). */
export function confirmByLinkRoute(services: Services, log: Logger): Route {
  const answer = async ({ id, query }: Request): Promise<Answer> => {
    try {
      await confirm(services, query);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      log.info({ requestId: id, outcome: error.code }, 'a confirmation by link was refused');
      return page(400, 'You are not confirmed', error.publicMessage);
    }
    return page(200, 'You are confirmed', 'Your registration has been confirmed!');
  };
  return pageRoute(
    {
      method: 'GET',
      path: '/confirmUser',
      faultName: 'confirmUser',
      name: 'page /confirmUser',
      answer,
    },
    services,
    log,
    failurePage,
  );
}

/** Whoever has the link has the code; a client with a secret is not there to prove itself. */
async function confirm(services: Services, query: URLSearchParams): Promise<void> {
  const [clientId, username, code] = ['client_id', 'user_name', 'confirmation_code'].map((name) =>
    query.get(name),
  );
  if (!clientId || !username || !code) throw invalidParameter('The link is not complete.');
  const { client, pool } = services.pools.getClient(clientId);
  const found = services.users.find(pool, username);
  takeTry(services, 'ConfirmSignUp', pool, found ?? username);
  if (found === undefined) throw unknownUser(client, expiredCode);
  const { user } = await services.users.exclusively(found, (fresh) =>
    confirmByCode(services, pool, fresh, { code, takesAlias: false }),
  );
  const occasion = { pool, clientId: client.id };
  await postConfirmation(services.triggers, occasion, 'ConfirmSignUp', user);
}

const page = (status: number, title: string, text: string): Answer =>
  plainPage(status, { title, intro: markup`<p>${text}</p>` });
