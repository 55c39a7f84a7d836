import { authorizationCodes } from '../domain/authorization/authorization-code.js';
import { browserSessions } from '../domain/authorization/browser-session.js';
import { pageFlows } from '../domain/authorization/page-flow.js';
import { bootImages } from '../domain/boot-image.js';
import { devices } from '../domain/device/device.js';
import { groupMemberships, groups } from '../domain/pool/group.js';
import { identityProviders } from '../domain/pool/identity-provider.js';
import { logDeliveries } from '../domain/pool/log-delivery.js';
import { managedLoginBrandings } from '../domain/pool/managed-login-branding.js';
import { resourceServers } from '../domain/pool/resource-server.js';
import { riskConfigurations } from '../domain/pool/risk-configuration.js';
import { signingCertificates } from '../domain/pool/signing-certificates.js';
import { allClients, uiCustomizations } from '../domain/pool/ui-customization.js';
import { userPools } from '../domain/pool/user-pool.js';
import { userPoolClients } from '../domain/pool/user-pool-client.js';
import { clockShifts } from '../domain/shifted-clock.js';
import { type Change, type Collection, put } from '../domain/store.js';
import { poolKeys } from '../domain/token/pool-keys.js';
import { tokenSessions } from '../domain/token/token-session.js';
import { authEvents } from '../domain/user/auth-event.js';
import { challengeSessions } from '../domain/user/challenge-session.js';
import { passkeyRegistrations, passkeys } from '../domain/user/passkey.js';
import { users } from '../domain/user/user.js';
import { messages } from '../outbox/kept-outbox.js';

/** The names of all owners of a row. */
export interface RowOwners {
  readonly poolId: string;
  readonly sub: string;
  readonly clientId: string;
  readonly groupName: string;
  /** Tells the row apart from the rows of other owners. */
  readonly number: number;
}

const at = 1_700_000_000_000;
const times = { createdAt: at, updatedAt: at };
const text = 'text';

/** The rows of a collection that name the owners as far as the collection knows them. */
interface Rows {
  readonly collection: Collection<never>;
  readonly of: (owners: RowOwners) => readonly Change[];
}

const rows = <Value>(
  collection: Collection<Value>,
  ...make: readonly ((owners: RowOwners) => Value)[]
): Rows => ({
  collection,
  of: (owners) => make.map((one) => put(collection, one(owners))),
});

const ofPools: readonly Rows[] = [
  rows(userPools, ({ poolId }) => ({
    id: poolId,
    region: 'eu-west-1',
    name: text,
    settings: {},
    ...times,
  })),
  rows(userPoolClients, ({ poolId, clientId }) => ({
    ...{ id: clientId, poolId, name: text, secrets: [], settings: {} },
    ...times,
  })),
  rows(resourceServers, ({ poolId }) => ({ poolId, identifier: text, name: text, scopes: [] })),
  rows(identityProviders, ({ poolId }) => ({
    ...({ poolId, name: text, type: 'OIDC', details: {}, attributeMapping: {} } as const),
    ...{ identifiers: [text], ...times },
  })),
  rows(groups, ({ poolId, groupName }) => ({ poolId, name: groupName, ...times })),
  rows(
    uiCustomizations,
    ({ poolId, clientId }) => ({ poolId, clientId, cssVersion: text, ...times }),
    ({ poolId }) => ({ poolId, clientId: allClients, cssVersion: text, ...times }),
  ),
  rows(managedLoginBrandings, ({ poolId, clientId, number }) => ({
    ...{ id: `style-${number}`, poolId, clientId, usesCognitoValues: true, settings: {} },
    ...{ assets: [], ...times },
  })),
  rows(
    riskConfigurations,
    ({ poolId, clientId }) => ({ poolId, clientId, updatedAt: at }),
    ({ poolId }) => ({ poolId, updatedAt: at }),
  ),
  rows(logDeliveries, ({ poolId }) => ({ poolId, configurations: [] })),
  rows(signingCertificates, ({ poolId }) => ({
    ...{ poolId, privateKey: text, certificate: text, issuedAt: at },
  })),
  rows(poolKeys, ({ poolId }) => ({
    poolId,
    access: [text] as const,
    id: [text] as const,
    refresh: text,
  })),
];

const ofUsers: readonly Rows[] = [
  rows(users, ({ poolId, sub }) => ({
    ...{ poolId, sub, username: text, signInNames: [sub], attributes: {} },
    ...({ status: 'CONFIRMED', enabled: true, ...times } as const),
  })),
  rows(groupMemberships, ({ poolId, sub, groupName }) => ({ poolId, sub, groupName })),
  rows(authEvents, ({ poolId, sub, number }) => ({
    ...{ id: `event-${number}`, poolId, sub, challenges: [], feedbackToken: text, createdAt: at },
    type: 'SignIn' as const,
    response: 'Pass' as const,
  })),
  rows(tokenSessions, ({ poolId, sub, clientId, number }) => ({
    ...{ id: `session-${number}`, poolId, sub, clientId, eventId: text, scopes: [] },
    ...{ withIdToken: true, viaOAuth: false, startedAt: at, refreshExpiresAt: at, endsAt: at },
    refreshTokens: [],
  })),
  rows(devices, ({ poolId, sub, number }) => ({
    ...{ poolId, sub, key: `device-${number}`, isRemembered: true, authenticatedAt: at },
    ...times,
  })),
  rows(passkeys, ({ poolId, sub, number }) => ({
    ...{ poolId, sub, credentialId: `passkey-${number}`, publicKey: text, counter: 0 },
    ...{ relyingPartyId: text, friendlyName: text, transports: [], isDeviceBound: true },
    createdAt: at,
  })),
  rows(passkeyRegistrations, ({ poolId, sub, clientId }) => ({
    ...{ poolId, sub, clientId, challenge: text, expiresAt: at },
  })),
];

const source = 'TokenGeneration_Authentication';
const challenge = { challenge: text, progress: { username: text, factors: [], source } } as const;
const step = { kind: 'confirm', username: text, signsInBy: 'nothing' } as const;

const ofSignIns: readonly Rows[] = [
  rows(
    challengeSessions,
    ({ poolId, sub, clientId, number }) => ({
      ...{ id: `challenge-${number}`, poolId, sub, clientId, failures: 0, expiresAt: at },
      ...challenge,
    }),
    ({ poolId, clientId, number }) => ({
      ...{ id: `unknown-${number}`, poolId, clientId, failures: 0, expiresAt: at },
      ...challenge,
    }),
  ),
  rows(authorizationCodes, ({ poolId, sub, clientId, number }) => ({
    ...{ id: `code-${number}`, poolId, sub, clientId, redirectUri: text, scopes: [] },
    ...{ factors: [], eventId: text, authenticatedAt: at, expiresAt: at },
  })),
  rows(browserSessions, ({ poolId, sub, number }) => ({
    ...{ id: `browser-${number}`, poolId, expiresAt: at },
    signIns: [{ sub, factors: [], signedInAt: at, expiresAt: at }],
  })),
  rows(
    pageFlows,
    ({ poolId, sub, clientId, number }) => ({
      ...{ id: `flow-${number}`, poolId, clientId, expiresAt: at },
      step: { ...step, sub },
    }),
    ({ poolId, clientId, number }) => ({
      ...{ id: `other-flow-${number}`, poolId, clientId, step, expiresAt: at },
    }),
  ),
];

/** Rows of every collection the emulator has. */
export const collectionRows: readonly Rows[] = [
  ...ofPools,
  ...ofUsers,
  ...ofSignIns,
  rows(clockShifts, () => ({ offsetMilliseconds: 1 })),
  rows(messages, ({ poolId, sub, number }) => ({
    ...({ poolId, sub, number, username: text, destination: text, medium: 'EMAIL' } as const),
    ...({
      kind: 'SignUp',
      code: null,
      link: null,
      subject: null,
      body: text,
      sentAt: text,
    } as const),
  })),
  rows(bootImages, ({ poolId }) => ({ values: [[userPools.name, poolId] as const] })),
];
