import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { type Clock, realClock, secondsOf } from './fake-clock.js';
import { KeyServer } from './key-server.js';
import { generateSigningKey, type SigningKey } from './signing-key.js';
import { txnTokenContextClaims } from './txn-token-context.js';

export interface TxnTokenChanges {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: SigningKey;
}

/** Plays the gateway towards a service: makes Txn-Tokens and publishes the key for them. */
export class TestGateway {
  readonly issuer = 'gateway';

  private constructor(
    readonly key: SigningKey,
    readonly keyServer: KeyServer,
    private readonly clock: Clock,
  ) {}

  static async start({ clock = realClock }: { readonly clock?: Clock } = {}): Promise<TestGateway> {
    const key = await generateSigningKey('ES256', 'txn-key-1');
    return new TestGateway(key, await KeyServer.start([key]), clock);
  }

  get jwksUri(): string {
    return this.keyServer.url;
  }

  /** A Txn-Token for a user who has signed in just now, with a password and an authenticator app. */
  userTxnToken(
    audience: string,
    scopes: readonly string[] = [],
    changes: TxnTokenChanges = {},
  ): Promise<string> {
    const subject = '34c84488-e0e1-70ae-d2ee-991ad1a898c8';
    const signIn = { auth_time: this.now(), acr: 'urn:cognito:loa:4' };
    const context = { kind: 'user', username: subject, groups: [], ...signIn };
    return this.sign({ aud: audience, sub: subject, scope: scopes.join(' ') }, context, changes);
  }

  /** A Txn-Token for a user, with every member that `tctx` may have. */
  completeUserTxnToken(audience: string, changes: TxnTokenChanges = {}): Promise<string> {
    const examples = Object.entries(txnTokenContextClaims).map(
      ([name, { example }]) => [name, example] as const,
    );
    const context = { ...Object.fromEntries(examples), ...changes.context };
    return this.userTxnToken(audience, [], { ...changes, context });
  }

  /** A Txn-Token for a machine. */
  machineTxnToken(
    audience: string,
    scopes: readonly string[] = [],
    changes: TxnTokenChanges = {},
  ): Promise<string> {
    const claims = { aud: audience, sub: machineClientId, scope: scopes.join(' ') };
    return this.sign(claims, { kind: 'client', client_id: machineClientId }, changes);
  }

  /** Seconds since the epoch by the gateway's clock. */
  now(): number {
    return secondsOf(this.clock);
  }

  async close(): Promise<void> {
    await this.keyServer.close();
  }

  private sign(claims: object, context: object, changes: TxnTokenChanges): Promise<string> {
    const { key = this.key, header } = changes;
    const now = this.now();
    const envelope = { iss: this.issuer, iat: now, exp: now + 60, txn: randomUUID(), rctx: {} };
    const pool = { pool_id: 'eu-west-1_TestPool1', client_id: 'testclient0000000000000000' };
    const tctx = { ...pool, ...context, ...changes.context };
    return new SignJWT({ ...envelope, ...claims, req_wl: 'gateway', tctx, ...changes.claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'txntoken+jwt', kid: key.kid, ...header })
      .sign(key.privateKey);
  }
}

const machineClientId = 'testmachine000000000000000';
