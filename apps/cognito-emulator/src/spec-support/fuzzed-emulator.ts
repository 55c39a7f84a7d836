import { createLogger, type Logger } from '@gatehouse/platform-core';
import { domainCollections } from '../domain/collections.js';
import { secretHash } from '../domain/secret-hash.js';
import { put } from '../domain/store.js';
import { poolKeys } from '../domain/token/pool-keys.js';
import { messages } from '../outbox/kept-outbox.js';
import { type RunningServer, startServer } from '../server.js';
import { goodPassword, region } from './harness.js';
import { Known } from './random-input.js';

/** What the service answered, and whether it kept to its own form. */
export interface FuzzAnswer {
  readonly status: number;
  readonly body: unknown;
  /** What is wrong with the answer; nothing when it is a proper one. */
  readonly fault: string | undefined;
}

const signatureFor = (scope: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIA/20260115/${scope}/cognito-idp/aws4_request, SignedHeaders=host, Signature=00`;

/** The members whose values are kept from answers, so that later requests can have them. */
export const knownMembers = [
  ...['UserPoolId', 'ClientId', 'Username', 'AccessToken', 'RefreshToken', 'Token', 'Session'],
  ...['GroupName', 'ClientSecretId', 'ClientSecret', 'ProviderName', 'Identifier', 'Domain'],
  ...['ResourceArn', 'ManagedLoginBrandingId', 'ConfirmationCode', 'Code', 'UserCode'],
  ...[
    'NextToken',
    'PaginationToken',
    'CredentialId',
    'EventId',
    'DeviceKey',
    'Password',
    'ChallengeName',
  ],
];

/** The members a value is good for, by the one it was seen under. */
const alsoGoodFor: ReadonlyMap<string, readonly string[]> = new Map([
  ['RefreshToken', ['Token']],
  ['UserSub', ['Username']],
  ['Arn', ['ResourceArn']],
  ['code', ['ConfirmationCode', 'Code', 'UserCode']],
]);

const mostSeen = 6;

/** An emulator that random requests are sent to over HTTP, and what it has given away so far. */
export class FuzzedEmulator {
  private readonly seen = new Map<string, string[]>();
  private keys: object | undefined;
  private messagesSeen = 0;

  private constructor(
    private readonly running: RunningServer,
    /** What the emulator logged as its own failures. */
    readonly failures: readonly unknown[],
  ) {}

  static async start(): Promise<FuzzedEmulator> {
    const failures: unknown[] = [];
    const log = Object.assign(createLogger('fuzz', 'silent'), {
      error: (what: unknown) => failures.push(what),
    }) as Logger;
    return new FuzzedEmulator(await startServer({ region, log }), failures);
  }

  close = () => this.running.close();

  async isUp(): Promise<boolean> {
    return (await fetch(`${this.running.url}/health`)).ok;
  }

  /** Sends an operation's input, the places of known values filled. */
  send(operation: string, input: unknown, signedFor = region): Promise<FuzzAnswer> {
    const body = JSON.stringify(this.proved(this.filled(input)));
    return this.sendBody(operation, body, { authorization: signatureFor(signedFor) });
  }

  /** Everything there is, to be compared with what there is later. */
  state(): string {
    const { store } = this.running.services;
    return JSON.stringify(domainCollections.map((collection) => [...store.all(collection)]));
  }

  async sendBody(
    operation: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<FuzzAnswer> {
    const response = await fetch(this.running.url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        authorization: signatureFor(region),
        ...headers,
      },
    });
    const text = await response.text();
    const fault = faultOf(response, text);
    const answer = fault === undefined ? (JSON.parse(text) as unknown) : text;
    if (response.ok) this.learn(answer);
    this.readMessages();
    return { status: response.status, body: answer, fault };
  }

  /** Makes a pool of its own for a sequence of requests, with two clients and a user who is signed in. */
  async newWorld(): Promise<void> {
    await this.dropPools();
    this.seen.clear();
    const { UserPool: pool } = await this.must('CreateUserPool', {
      PoolName: 'fuzz',
      Schema: [{ Name: 'tenant', AttributeDataType: 'String', Mutable: true }],
    });
    await this.giveKeys(pool.Id);
    this.keep('UserPoolId', pool.Id);
    const UserPoolId = pool.Id;
    const ExplicitAuthFlows = [
      ...['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      ...['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH'],
    ];
    const client = { UserPoolId, ClientName: 'fuzz', ExplicitAuthFlows };
    const { UserPoolClient: open } = await this.must('CreateUserPoolClient', client);
    await this.must('CreateUserPoolClient', { ...client, GenerateSecret: true });
    const Username = 'ann';
    const UserAttributes = [
      { Name: 'email', Value: 'ann@example.com' },
      { Name: 'email_verified', Value: 'true' },
    ];
    await this.must('AdminCreateUser', { UserPoolId, Username, UserAttributes });
    const Password = goodPassword;
    await this.must('AdminSetUserPassword', { UserPoolId, Username, Password, Permanent: true });
    await this.must('CreateGroup', { UserPoolId, GroupName: 'staff' });
    await this.must('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: open.ClientId,
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    });
    this.keep('Username', Username);
    this.keep('Password', Password);
  }

  private async must(operation: string, input: object): Promise<Made> {
    const { status, body } = await this.send(operation, input);
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
    return body as Made;
  }

  private async dropPools(): Promise<void> {
    for (const { id: UserPoolId, domain: Domain } of this.running.services.pools.all()) {
      if (Domain !== undefined) await this.must('DeleteUserPoolDomain', { UserPoolId, Domain });
      await this.send('UpdateUserPool', { UserPoolId, DeletionProtection: 'INACTIVE' });
      await this.must('DeleteUserPool', { UserPoolId });
    }
  }

  /** RSA keys take long to make: all pools have those of the first. */
  private async giveKeys(poolId: string): Promise<void> {
    const { store, keys } = this.running.services;
    if (this.keys === undefined) {
      await keys.of(poolId);
      this.keys = store.get(poolKeys, poolId);
    } else await store.commit([put(poolKeys, { ...this.keys, poolId } as never)]);
  }

  private learn(answer: unknown): void {
    if (typeof answer !== 'object' || answer === null) return;
    for (const [member, value] of Object.entries(answer)) {
      if (typeof value === 'string') this.keep(member, value);
      else this.learn(value);
    }
  }

  private keep(member: string, value: string): void {
    for (const name of [member, ...(alsoGoodFor.get(member) ?? [])])
      this.seen.set(name, [value, ...(this.seen.get(name) ?? [])].slice(0, mostSeen));
  }

  private readMessages(): void {
    const { store } = this.running.services;
    for (const { number, code } of store.all(messages)) {
      if (number <= this.messagesSeen) continue;
      this.messagesSeen = number;
      if (code !== null) this.keep('code', code);
    }
  }

  /** Adds the proofs of a client that has a secret: without them requests don't get far. */
  private proved(input: unknown): unknown {
    if (typeof input !== 'object' || input === null || !('ClientId' in input)) return input;
    const { ClientId: id, Username, AuthParameters, ChallengeResponses } = input as Claim;
    const client = this.running.services.pools.findClient(String(id));
    const secret = client?.secrets[0]?.value;
    if (client === undefined || secret === undefined) return input;
    const proof = (username: unknown) => secretHash(secret, String(username), client.id);
    const withProof = (parameters: Claim['AuthParameters']) =>
      parameters && { ...parameters, SECRET_HASH: proof(parameters.USERNAME) };
    return {
      ...input,
      SecretHash: proof(Username),
      AuthParameters: withProof(AuthParameters),
      ChallengeResponses: withProof(ChallengeResponses),
    };
  }

  private filled(value: unknown): unknown {
    if (value instanceof Known) {
      const values = this.seen.get(value.member) ?? [];
      return values[value.choice % values.length] ?? value.otherwise;
    }
    if (Array.isArray(value)) return value.map((item) => this.filled(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.filled(one)]));
  }
}

/** The members that name the user a request is about. */
interface Claim {
  readonly ClientId?: unknown;
  readonly Username?: unknown;
  readonly AuthParameters?: Readonly<Record<string, unknown>>;
  readonly ChallengeResponses?: Readonly<Record<string, unknown>>;
}

interface Made {
  readonly UserPool: { readonly Id: string };
  readonly UserPoolClient: { readonly ClientId: string };
}

function faultOf(response: Response, text: string): string | undefined {
  if (response.headers.get('x-amzn-requestid') === null) return 'it has no request id';
  const body = objectIn(text);
  if (body === undefined) return 'it is no JSON object';
  return response.status === 200 ? undefined : faultOfError(response, body);
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function faultOfError(
  { status, headers }: Response,
  { __type: type, message }: Readonly<Record<string, unknown>>,
): string | undefined {
  if (![400, 413].includes(status)) return `its status is ${status}`;
  if (typeof type !== 'string' || !/^[A-Z]\w+Exception$/.test(type)) return 'it has no type';
  if (headers.get('x-amzn-errortype') !== `${type}:`) return 'its header has another type';
  const isSilent = ['SerializationException', 'UnknownOperationException'].includes(type);
  if (isSilent && message === undefined) return undefined;
  return typeof message === 'string' && message !== '' ? undefined : 'it has no message';
}
