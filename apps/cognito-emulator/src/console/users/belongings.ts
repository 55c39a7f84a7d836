import { browserSessions } from '../../domain/authorization/browser-session.js';
import { isActive, type TokenSession } from '../../domain/token/token-session.js';
import type { User } from '../../domain/user/user.js';
import { type Html, markup } from '../../markup/markup.js';
import { badge, panel, table, time } from '../frame/elements.js';
import type { Visit } from '../page.js';

/** The sign-ins of a user that still give tokens, and the browsers that remember them; the latest first. */
export function sessionPanel({ parts }: Visit, user: User): Html {
  const { sessions, pools, clock } = parts.services;
  const now = clock.nowMilliseconds();
  const active = [...sessions.ofUser(user)].filter((session) => isActive(session, now)).reverse();
  const how = (session: TokenSession) => (session.viaOAuth ? 'OAuth' : 'API');
  const rows = active.map((session) => ({
    cells: [
      pools.findClient(session.clientId)?.name ?? session.clientId,
      how(session),
      time(session.startedAt),
      time(session.refreshExpiresAt),
    ],
  }));
  return panel(
    'sessions',
    'Sessions',
    table({
      label: 'Sessions',
      head: ['Client', 'Through', 'Began', 'Ends'],
      empty: 'Signed in nowhere.',
      rows: [...rows, ...browserRows(parts.services, user, now)],
    }),
  );
}

function browserRows({ store }: Visit['parts']['services'], user: User, now: number) {
  return [...store.find(browserSessions, 'user', `${user.poolId}/${user.sub}`)].flatMap(
    ({ signIns }) =>
      signIns
        .filter(({ sub, expiresAt }) => sub === user.sub && expiresAt > now)
        .map(({ signedInAt, expiresAt }) => ({
          cells: [markup`<em>a browser</em>`, 'pages', time(signedInAt), time(expiresAt)],
        })),
  );
}

export function devicePanel({ parts }: Visit, user: User): Html {
  const devices = [...parts.services.devices.ofUser(user)];
  return panel(
    'devices',
    'Devices',
    table({
      label: 'Devices',
      head: ['Name', 'Trust', 'Last used'],
      empty: 'None is remembered.',
      rows: devices.map(({ name, key, isRemembered, authenticatedAt }) => ({
        cells: [
          name ?? key,
          isRemembered ? badge('remembered', 'good') : badge('tracked', 'plain'),
          time(authenticatedAt),
        ],
      })),
    }),
  );
}

export function passkeyPanel({ parts }: Visit, user: User): Html {
  return panel(
    'passkeys',
    'Passkeys',
    table({
      label: 'Passkeys',
      head: ['Name', 'For', 'Made'],
      empty: 'There are none.',
      rows: parts.services.passkeys.ofUser(user).map((passkey) => ({
        cells: [passkey.friendlyName, passkey.relyingPartyId, time(passkey.createdAt)],
      })),
    }),
  );
}
