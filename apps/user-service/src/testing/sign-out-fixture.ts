import { createScratchDatabase } from '@gatehouse/local-database';
import { createDatabase } from '@gatehouse/persistence';
import { startService } from '@gatehouse/service-kit';
import {
  type Answer,
  callService,
  type FakeAnswer,
  FakeServer,
  type ReceivedRequest,
  Resources,
  TestGateway,
  TestIssuer,
} from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { revocations } from '../revocations/revocations.table.js';
import * as schema from '../schema.js';
import { userService } from '../user-service.js';
import { cognitoException } from './cognito-answers.js';
import { FakeSessions } from './fake-sessions.js';
import { testClient, testConfig } from './test-config.js';

/** A started user-service between a substitute for Cognito and one for a gateway's management port. */
export class SignOutFixture {
  /** The exception that Cognito returns, by operation. */
  exceptions: Record<string, string> = {};
  /** The name of the gateway's memory. */
  instance = 'first';
  isGatewayFull = false;

  private constructor(
    readonly servers: {
      readonly gateway: TestGateway;
      readonly issuer: TestIssuer;
      readonly cognito: FakeServer;
      readonly management: FakeServer;
    },
    private readonly urls: { readonly service: string; readonly database: string },
    private readonly sessions: FakeSessions,
    private readonly resources: Resources,
  ) {
    servers.cognito.respond = (request) => this.respondAsCognito(request);
    servers.management.respond = (request) => this.respondAsGateway(request);
  }

  /**
   * @param environment gets the AWS credentials that Cognito's admin operations need
   * @param deadlineSeconds how long a sign-out waits for the gateway
   */
  static async start(
    environment: NodeJS.ProcessEnv,
    { deadlineSeconds = 30 } = {},
  ): Promise<SignOutFixture> {
    Object.assign(environment, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    const resources = new Resources();
    return resources.open(async () => {
      const [gateway, issuer, cognito, management, scratch] = await Promise.all([
        resources.add(TestGateway.start()),
        resources.add(TestIssuer.start()),
        resources.add(FakeServer.start(() => ({}))),
        resources.add(FakeServer.start(() => ({}))),
        resources.add(createScratchDatabase(environment.TEST_DATABASE_URL ?? ''), (one) =>
          one.drop(),
        ),
      ]);
      const config = testConfig({
        databaseUrl: scratch.url,
        cognitoUrl: cognito.url,
        gateway,
        pool: issuer,
        peerClientId: issuer.machineClientId,
        tokenUrl: `${cognito.url}/oauth2/token`,
        managementUrls: [management.url],
      });
      const { url } = await resources.add(
        startService(userService, { ...config, REVOCATION_DEADLINE_SECONDS: deadlineSeconds }),
      );
      const servers = { gateway, issuer, cognito, management };
      const urls = { service: url, database: scratch.url };
      return new SignOutFixture(servers, urls, new FakeSessions(issuer), resources);
    });
  }

  close(): Promise<void> {
    return this.resources.close();
  }

  /** Forgets requests and planned errors. */
  reset(): void {
    this.exceptions = {};
    this.isGatewayFull = false;
    this.servers.cognito.requests.length = 0;
    this.servers.management.requests.length = 0;
  }

  /** The Txn-Token of a signed-in user, of a session of its own. */
  user(sub: string, context: Record<string, unknown> = {}): Promise<string> {
    const session = { username: sub, origin_jti: randomUUID(), client_id: testClient.id };
    return this.servers.gateway.userTxnToken('user-service', [], {
      claims: { sub },
      context: { ...session, ...context },
    });
  }

  /** A refresh token that works at Cognito, of this session. */
  refreshToken(sub: string, originJti: string, claims: Record<string, unknown> = {}): string {
    return this.sessions.add({ sub, origin_jti: originJti, client_id: testClient.id, ...claims });
  }

  /** Revokes a refresh token at Cognito. */
  endAtCognito(refreshToken: string): void {
    this.sessions.remove(refreshToken);
  }

  call(route: string, headers: Record<string, string>, body?: unknown): Promise<Answer> {
    return callService(this.urls.service, route, { headers, body });
  }

  signOut(txnToken: string, body?: unknown): Promise<Answer> {
    return this.call('POST /account/sign-out', { 'txn-token': txnToken }, body);
  }

  async support(route: string, scopes: readonly string[]): Promise<Answer> {
    const txnToken = await this.servers.gateway.userTxnToken('user-service', scopes);
    return this.call(route, { 'txn-token': txnToken });
  }

  /** The requests to Cognito's API. */
  get cognitoRequests(): [operation: string, input: unknown][] {
    return this.servers.cognito.requests
      .filter(({ path }) => path === '/')
      .map((request) => [operationOf(request), JSON.parse(request.body) as unknown]);
  }

  /** The revocations that the gateway has received, each once. */
  get revocations(): Record<string, unknown>[] {
    const all = this.servers.management.requests.flatMap(revocationsIn);
    return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  }

  revocationOf(values: Record<string, unknown>): Record<string, unknown> | undefined {
    const wanted = Object.entries(values);
    return this.revocations.find((one) => wanted.every(([name, value]) => one[name] === value));
  }

  /** Sets the time at which all revocations were stored: the announcer sends recent ones again in any case. */
  async storeRevocationsAt(createdAt: Date): Promise<void> {
    const database = await createDatabase({ url: this.urls.database, schema });
    await database.run((queries) => queries.update(revocations).set({ createdAt }));
    await database.close();
  }

  async respondAsCognito(request: ReceivedRequest): Promise<FakeAnswer> {
    if (request.path === '/oauth2/token') {
      return { body: { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 3600 } };
    }
    const operation = operationOf(request);
    const exception = this.exceptions[operation];
    if (exception !== undefined) return cognitoException(exception);
    const input = JSON.parse(request.body) as { Username: string; RefreshToken: string };
    if (operation === 'GetTokensFromRefreshToken') return this.sessions.refresh(input.RefreshToken);
    if (operation === 'AdminListGroupsForUser') return { body: { Groups: [] } };
    if (operation !== 'AdminGetUser') return { body: {} };
    return { body: { UserAttributes: [{ Name: 'sub', Value: input.Username }] } };
  }

  private respondAsGateway(request: ReceivedRequest): FakeAnswer {
    if (this.isGatewayFull && revocationsIn(request).length > 0) {
      return { status: 503, body: { code: 'revocations_not_taken' } };
    }
    return { body: { instance: this.instance } };
  }
}

function operationOf({ headers }: ReceivedRequest): string {
  return String(headers['x-amz-target']).split('.')[1] ?? '';
}

function revocationsIn({ body }: ReceivedRequest): Record<string, unknown>[] {
  return (JSON.parse(body) as { revocations: Record<string, unknown>[] }).revocations;
}
