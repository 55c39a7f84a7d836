import type { SteppedUp } from '@gatehouse/contracts';
import { createScratchDatabase } from '@gatehouse/local-database';
import { startService } from '@gatehouse/service-kit';
import {
  type Answer,
  callService,
  type FakeReaction,
  FakeServer,
  type ReceivedRequest,
  Resources,
  TestGateway,
  TestIssuer,
} from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import type { UserServiceConfig } from '../config.js';
import { userService } from '../user-service.js';
import { testAccountClient, testClient, testConfig } from './test-config.js';

type Input = Readonly<Record<string, unknown>>;
export type CognitoAnswer = FakeReaction | ((input: Input) => FakeReaction | Promise<FakeReaction>);

/** A user in one session. */
export interface TestUser {
  readonly sub: string;
  readonly originJti: string;
  /** Absent: the pool of the service. */
  readonly poolId?: string;
}

/** A started user-service between a substitute for Cognito and one for a gateway. */
export class UserServiceFixture {
  /**
   * What Cognito answers, by operation, and by grant type at the token endpoint; anything else is an empty object, a
   * machine's token, and for AdminGetUser the user that is named.
   */
  answers: Record<string, CognitoAnswer> = {};

  private constructor(
    readonly servers: {
      readonly gateway: TestGateway;
      readonly issuer: TestIssuer;
      readonly cognito: FakeServer;
      /** The management port of a gateway. */
      readonly management: FakeServer;
    },
    readonly url: string,
    private readonly resources: Resources,
  ) {
    servers.cognito.respond = (request) => this.respondAsCognito(request);
  }

  /**
   * @param environment gets the AWS credentials that Cognito's admin operations need
   * @param settings settings of the service that differ from those of other specs
   */
  static start(
    environment: NodeJS.ProcessEnv,
    settings: Partial<UserServiceConfig> = {},
  ): Promise<UserServiceFixture> {
    Object.assign(environment, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    const resources = new Resources();
    return resources.open(async () => {
      const [gateway, issuer, cognito, management, scratch] = await Promise.all([
        resources.add(TestGateway.start()),
        resources.add(TestIssuer.start()),
        resources.add(FakeServer.start(() => ({}))),
        resources.add(FakeServer.start(() => ({ body: { instance: 'one' } }))),
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
      const { url } = await resources.add(startService(userService, { ...config, ...settings }));
      return new UserServiceFixture({ gateway, issuer, cognito, management }, url, resources);
    });
  }

  close(): Promise<void> {
    return this.resources.close();
  }

  /** Forgets requests and answers. */
  reset(): void {
    this.answers = {};
    this.servers.cognito.requests.length = 0;
    this.servers.management.requests.length = 0;
  }

  /** A user in a session of their own. */
  newUser(): TestUser {
    return { sub: randomUUID(), originJti: randomUUID() };
  }

  /** Calls as this user; without one, as anybody. */
  async call(
    route: string,
    request: {
      readonly user?: TestUser;
      readonly headers?: Record<string, string>;
      readonly body?: unknown;
    } = {},
  ): Promise<Answer> {
    const { user, headers, body } = request;
    const own: Record<string, string> =
      user === undefined ? {} : { 'txn-token': await this.txnToken(user) };
    return callService(this.url, route, { headers: { ...own, ...headers }, body });
  }

  /**
   * Has the user step up, by a password that is right.
   *
   * @param device the `NewDeviceMetadata` of a device that Cognito sees for the first time
   */
  async stepUp(user: TestUser, device?: object): Promise<SteppedUp & { accessToken: string }> {
    const claims = { sub: user.sub, client_id: testAccountClient.id };
    const accessToken = await this.servers.issuer.userToken([], { claims });
    const AuthenticationResult = {
      AccessToken: accessToken,
      ExpiresIn: 300,
      NewDeviceMetadata: device,
    };
    this.answers.InitiateAuth = { body: { AuthenticationResult } };
    const { body } = await this.call('POST /account/step-up', { user, body: { password: 'a' } });
    return { ...(body as SteppedUp), accessToken };
  }

  /** The requests to Cognito's API since the last reset. */
  get asked(): [operation: string, input: Input][] {
    return this.servers.cognito.requests
      .filter(({ path }) => path === '/')
      .map((request) => [operationOf(request), JSON.parse(request.body) as Input]);
  }

  /** The ids of the sessions that the gateway was told to have ended. */
  get endedSessions(): string[] {
    return this.servers.management.requests
      .flatMap(({ body }) => (JSON.parse(body) as { revocations: object[] }).revocations)
      .flatMap((one) => ('originJti' in one ? [String(one.originJti)] : []));
  }

  private txnToken({ sub, originJti, poolId: pool_id }: TestUser): Promise<string> {
    return this.servers.gateway.userTxnToken('user-service', [], {
      claims: { sub },
      context: {
        username: sub,
        origin_jti: originJti,
        client_id: testClient.id,
        ...(pool_id === undefined ? {} : { pool_id }),
      },
    });
  }

  private async respondAsCognito(request: ReceivedRequest): Promise<FakeReaction> {
    if (request.path === '/oauth2/token') {
      const form = Object.fromEntries(new URLSearchParams(request.body));
      const answer = this.answers[form.grant_type ?? ''];
      if (answer !== undefined) return typeof answer === 'function' ? answer(form) : answer;
      return { body: { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 3600 } };
    }
    const operation = operationOf(request);
    const input = JSON.parse(request.body) as Input;
    const answer = this.answers[operation];
    if (typeof answer === 'function') return answer(input);
    if (answer !== undefined) return answer;
    if (operation !== 'AdminGetUser') return { body: {} };
    return { body: { UserAttributes: [{ Name: 'sub', Value: input.Username }] } };
  }
}

function operationOf({ headers }: ReceivedRequest): string {
  return String(headers['x-amz-target']).split('.')[1] ?? '';
}
