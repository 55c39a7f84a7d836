import { clientSecretId } from '../../domain/pool/client-secret.js';
import { markup } from '../../markup/markup.js';
import { copyable, facts, panel, time } from '../frame/elements.js';
import { type Action, consolePath, homePath, NotHere, shown } from '../page.js';
import { poolAt, poolPath } from './paths.js';
import { poolPage } from './pool-page.js';

/** The secrets of a client, on a page that a form has to ask for. */
export const secretActions: readonly Action[] = [
  {
    path: `${consolePath}/pools/:poolId/clients/:clientId/secrets`,
    page: poolPage,
    act: (visit) => {
      const pool = poolAt(visit);
      const client = visit.parts.services.pools.findClient(visit.at.clientId ?? '');
      if (client?.poolId !== pool.id) throw new NotHere('client');
      const content = client.secrets.map((secret) =>
        facts([
          ['Secret', copyable(secret.value, 'the secret')],
          ['Secret id', copyable(clientSecretId(client, secret), 'the id of the secret')],
          ['Made', time(secret.createdAt)],
        ]),
      );
      return shown({
        title: `Secrets of ${client.name}`,
        section: homePath,
        trail: [
          [homePath, 'Overview'],
          [poolPath(pool.id), pool.name],
        ],
        body: markup`${panel('secrets', 'What the client proves itself with', content)}
          <p class="actions"><a class="button plain" href="${poolPath(pool.id)}">Hide</a></p>`,
      });
    },
  },
];
