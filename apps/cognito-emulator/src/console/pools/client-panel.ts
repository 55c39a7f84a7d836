import { tokenLifetimes } from '../../domain/pool/client-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { type Html, markup } from '../../markup/markup.js';
import { badge, chips, copyable, facts, list, postButton } from '../frame/elements.js';
import { duration } from '../frame/document.js';
import type { Visit } from '../page.js';
import { secretsPath } from './paths.js';
import { signInLinks } from './sign-in-links.js';

/** An app client with everything but its secrets. */
export function clientPanel(
  visit: Visit,
  pool: UserPool,
  client: UserPoolClient,
  id: string,
): Html {
  const { settings, secrets } = client;
  const links = signInLinks(visit.parts.services, pool, client);
  const kind = secrets.length === 0 ? badge('public', 'plain') : badge('has a secret', 'warn');
  return markup`<section class="panel" aria-labelledby="${id}">
    <header class="panel-head"><h3 id="${id}">${client.name}</h3>${kind}</header>
    ${facts([
      ['Client id', copyable(client.id, 'the client id')],
      [
        'Secret',
        secrets.length > 0 && postButton(visit, secretsPath(client), showText(secrets.length)),
      ],
      ['Sign-in flows', chips(settings.ExplicitAuthFlows ?? []) || 'those by default'],
      ['OAuth', oauthFact(client)],
      ['Scopes', chips(settings.AllowedOAuthScopes ?? [])],
      ['Callback URLs', list((settings.CallbackURLs ?? []).map((url) => copyable(url, 'the URL')))],
      ['Sign-out URLs', list((settings.LogoutURLs ?? []).map((url) => copyable(url, 'the URL')))],
      ['Tokens live', lifetimeText(client)],
      ['Sign in', list(links.map(({ text, href }) => markup`<a href="${href}">${text}</a>`))],
    ])}
  </section>`;
}

const showText = (count: number) => (count === 1 ? 'Show the secret' : `Show ${count} secrets`);

function oauthFact({ settings }: UserPoolClient): Html | string {
  const isOn = settings.AllowedOAuthFlowsUserPoolClient === true;
  return (isOn && chips(settings.AllowedOAuthFlows ?? [])) || 'off';
}

function lifetimeText(client: UserPoolClient): string {
  const { accessSeconds, idSeconds, refreshSeconds } = tokenLifetimes(client);
  const text = (seconds: number) => duration(seconds * 1_000);
  return `access ${text(accessSeconds)}, ID ${text(idSeconds)}, refresh ${text(refreshSeconds)}`;
}
