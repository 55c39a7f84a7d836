import type { Logger } from '@gatehouse/platform-core';
import { invalidParameter, ServiceError } from '../domain/errors.js';
import { postConfirmation } from '../domain/trigger/post-confirmation.js';
import { expiredCode } from '../domain/user/codes.js';
import type { Answer } from '../http/answer.js';
import type { Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import { confirmByCode } from '../operations/accounts/confirm-user.js';
import { takeTry } from '../operations/accounts/hourly-limits.js';
import { unknownUser } from '../operations/accounts/named-user.js';
import type { Services } from '../operations/services.js';

/** GET /confirmUser: where the link in an email leads that confirms a new user (SDK, "CONFIRM_WITH_LINK"). */
export function confirmUserRoutes(services: Services, log: Logger): readonly Route[] {
  const handle = async (request: Request): Promise<Answer> => {
    try {
      await services.requests.shared(() => confirm(services, request.query));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      log.info({ requestId: request.id, outcome: error.code }, 'confirmation by link');
      return page(400, error.publicMessage);
    }
    log.info({ requestId: request.id, outcome: 'ok' }, 'confirmation by link');
    return page(200, 'Your registration has been confirmed!');
  };
  return [{ method: 'GET', path: '/confirmUser', handle }];
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

function page(status: number, text: string): Answer {
  const body = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Confirmation</title></head>
  <body><p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p></body>
</html>
`;
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body,
  };
}
