import { authorizationCodes } from './authorization/authorization-code.js';
import { browserSessions } from './authorization/browser-session.js';
import { pageFlows } from './authorization/page-flow.js';
import { devices } from './device/device.js';
import { groupMemberships, groups } from './pool/group.js';
import { identityProviders } from './pool/identity-provider.js';
import { logDeliveries } from './pool/log-delivery.js';
import { managedLoginBrandings } from './pool/managed-login-branding.js';
import { resourceServers } from './pool/resource-server.js';
import { riskConfigurations } from './pool/risk-configuration.js';
import { signingCertificates } from './pool/signing-certificates.js';
import { uiCustomizations } from './pool/ui-customization.js';
import { userPools } from './pool/user-pool.js';
import { userPoolClients } from './pool/user-pool-client.js';
import { clockShifts } from './shifted-clock.js';
import type { Collection } from './store.js';
import { poolKeys } from './token/pool-keys.js';
import { tokenSessions } from './token/token-session.js';
import { authEvents } from './user/auth-event.js';
import { challengeSessions } from './user/challenge-session.js';
import { passkeyRegistrations, passkeys } from './user/passkey.js';
import { users } from './user/user.js';

/** Every kind of value the domain keeps. */
export const domainCollections: readonly Collection<never>[] = [
  clockShifts,
  userPools,
  userPoolClients,
  resourceServers,
  identityProviders,
  groups,
  groupMemberships,
  uiCustomizations,
  managedLoginBrandings,
  riskConfigurations,
  logDeliveries,
  signingCertificates,
  poolKeys,
  users,
  authEvents,
  tokenSessions,
  challengeSessions,
  authorizationCodes,
  browserSessions,
  pageFlows,
  devices,
  passkeys,
  passkeyRegistrations,
];
