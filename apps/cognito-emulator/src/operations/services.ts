import type { Clock } from '@gatehouse/platform-core';
import { Attempts } from '../domain/attempts.js';
import { Devices } from '../domain/device/devices.js';
import type { Outbox } from '../domain/messages.js';
import { AuthorizationCodes } from '../domain/authorization/authorization-codes.js';
import { BrowserSessions } from '../domain/authorization/browser-sessions.js';
import { Lockout } from '../domain/password/lockout.js';
import { SecretBlocks } from '../domain/password/secret-blocks.js';
import { Pools } from '../domain/pool/pools.js';
import { SigningCertificates } from '../domain/pool/signing-certificates.js';
import type { UserPool } from '../domain/pool/user-pool.js';
import { SharedLock } from '../domain/shared-lock.js';
import type { Store } from '../domain/store.js';
import { AccessTokens } from '../domain/token/access-tokens.js';
import { KeyRing } from '../domain/token/pool-keys.js';
import { TokenIssuer } from '../domain/token/token-issuer.js';
import { TokenSessions } from '../domain/token/token-sessions.js';
import { SenderQueue } from '../domain/trigger/sender-queue.js';
import { UserSessions } from '../domain/token/user-sessions.js';
import type { Triggers } from '../domain/trigger/triggers.js';
import { AuthEvents } from '../domain/user/auth-events.js';
import { ChallengeSessions } from '../domain/user/challenge-session.js';
import { Passkeys } from '../domain/user/passkeys.js';
import { Users } from '../domain/user/users.js';
import { Faults } from './faults.js';
import { urlSuffixOf } from '../domain/partition.js';

/** Everything an operation or an OAuth endpoint may ask for. */
export interface Services {
  readonly clock: Clock;
  readonly store: Store;
  readonly pools: Pools;
  readonly users: Users;
  readonly keys: KeyRing;
  readonly signingCertificates: SigningCertificates;
  readonly tokens: TokenIssuer;
  readonly accessTokens: AccessTokens;
  readonly sessions: TokenSessions;
  readonly userSessions: UserSessions;
  readonly challenges: ChallengeSessions;
  readonly authorizationCodes: AuthorizationCodes;
  readonly browserSessions: BrowserSessions;
  readonly passkeys: Passkeys;
  readonly devices: Devices;
  readonly authEvents: AuthEvents;
  readonly lockout: Lockout;
  readonly secretBlocks: SecretBlocks;
  readonly attempts: Attempts;
  readonly outbox: Outbox;
  readonly triggers: Triggers;
  /** Messages that functions send once they are kept. */
  readonly senderQueue: SenderQueue;
  readonly faults: Faults;
  /** Held by every request to Cognito while it is worked on. */
  readonly requests: SharedLock;
  /** Whether public clients have to use PKCE for authorization codes. */
  readonly requiresPkce: boolean;
  /** Where the emulator is reached from outside, without a slash at the end. */
  publicUrl(): string;
  /** The `iss` of a pool's tokens. */
  issuerOf(pool: UserPool): string;
}

export interface ServiceParts {
  readonly clock: Clock;
  readonly store: Store;
  readonly triggers: Triggers;
  readonly outbox: Outbox;
  /** Whether public clients have to use PKCE, which Cognito itself leaves to them. */
  readonly requiresPkce?: boolean | undefined;
  /** Whose issuers tokens carry: the emulator's own, which lead to it, or those that the pools would have on AWS. */
  readonly issuer?: 'emulator' | 'aws' | undefined;
  /** Creates an RSA private key in PEM; a new one when absent. */
  readonly createSigningKey?: (() => Promise<string>) | undefined;
  /** What issuers begin with, without a slash at the end; asked for only once requests come in. */
  publicUrl(): string;
}

export function createServices(parts: ServiceParts): Services {
  const { clock, store, triggers, outbox } = parts;
  const pools = new Pools(store);
  const users = new Users(store);
  const keys = new KeyRing(store, clock, parts.createSigningKey);
  const sessions = new TokenSessions(store, clock);
  const issuerOf = (pool: UserPool) =>
    parts.issuer === 'aws' ? awsIssuerOf(pool) : `${parts.publicUrl()}/${pool.id}`;
  return {
    clock,
    store,
    pools,
    users,
    keys,
    sessions,
    outbox,
    triggers,
    senderQueue: new SenderQueue(store),
    faults: new Faults(),
    requests: new SharedLock(),
    publicUrl: () => parts.publicUrl(),
    issuerOf,
    tokens: new TokenIssuer({ keys, users, triggers, clock, issuerOf }),
    accessTokens: new AccessTokens({ pools, users, sessions, keys, clock, issuerOf }),
    challenges: new ChallengeSessions(store, clock),
    authorizationCodes: new AuthorizationCodes(store, clock),
    browserSessions: new BrowserSessions(store, clock),
    requiresPkce: parts.requiresPkce ?? false,
    passkeys: new Passkeys(store),
    userSessions: new UserSessions(store, clock),
    signingCertificates: new SigningCertificates(store, clock),
    devices: new Devices(store),
    authEvents: new AuthEvents(store, clock),
    lockout: new Lockout(clock),
    secretBlocks: new SecretBlocks(keys, clock),
    attempts: new Attempts(clock),
  };
}

/**
 * The `iss` that tokens of a pool have on AWS: by the pool's setting in the original form, or in the one that AWS now
 * recommends (SDK, IssuerConfigurationType).
 */
function awsIssuerOf({ id, region, settings }: UserPool): string {
  const host =
    settings.IssuerConfiguration?.Type === 'UPDATED' ? 'issuer-cognito-idp' : 'cognito-idp';
  return `https://${host}.${region}.${urlSuffixOf(region)}/${id}`;
}
