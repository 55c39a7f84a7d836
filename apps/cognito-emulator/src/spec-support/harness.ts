import { FakeClock, Resources } from '@gatehouse/test-kit';
import { domainCollections } from '../domain/collections.js';
import type { UserPool } from '../domain/pool/user-pool.js';
import type { UserPoolClient } from '../domain/pool/user-pool-client.js';
import { secretHash } from '../domain/secret-hash.js';
import { poolKeys } from '../domain/token/pool-keys.js';
import { createServices, type Services } from '../operations/services.js';
import { KeptOutbox, messages } from '../outbox/kept-outbox.js';
import { MemoryStore } from '../store/memory-store.js';
import { applyBlueprint } from '../template/apply-blueprint.js';
import { secretsInStore } from '../template/client-secrets.js';
import { loadBlueprint } from '../template/load-blueprint.js';
import { makeUsers } from '../template/make-users.js';
import { LambdaTriggers } from '../triggers/lambda-triggers.js';
import { dispatch } from '../wire/dispatch.js';
import { parseJsonBody } from '../wire/json-body.js';
import type { DeviceMetadata } from './device-client.js';
import { specTime } from './spec-time.js';
import { fixtureTemplate } from './fixture-template.js';

/** An emulator without HTTP: state in memory, a clock that is moved by hand, operations called by name. */
export interface Harness {
  readonly services: Services;
  readonly outbox: KeptOutbox;
  readonly clock: FakeClock;
  readonly pool: UserPool;
  readonly client: (name: string) => UserPoolClient;
  /** Calls an operation as an account of the pool's region. */
  readonly call: (name: string, body: object) => Promise<OperationAnswer>;
  /** Calls an operation without signing. */
  readonly callUnsigned: (name: string, body: object) => Promise<OperationAnswer>;
  readonly secretHash: (clientName: string, username: string) => string;
  readonly close: () => Promise<void>;
}

/** What operations answer with: each answer has some of these members. */
export interface OperationAnswer {
  readonly AuthenticationResult: {
    readonly AccessToken: string;
    readonly IdToken: string;
    readonly RefreshToken: string;
    readonly ExpiresIn: number;
    readonly TokenType: string;
    readonly NewDeviceMetadata?: DeviceMetadata;
  };
  readonly ClientAuthenticationResult: {
    readonly AccessToken: string;
    readonly ExpiresIn: number;
    readonly TokenType: string;
  };
  readonly ClientSecretDescriptor: SecretDescriptor;
  readonly ClientSecrets: readonly SecretDescriptor[];
  readonly ChallengeName: string;
  readonly ChallengeParameters: Readonly<Record<string, string>>;
  readonly CodeDeliveryDetails: { readonly Destination: string };
  readonly Device: AnsweredDevice;
  readonly Devices: readonly AnsweredDevice[];
  readonly PaginationToken?: string;
  readonly Session: string;
  readonly User: object;
  readonly UserAttributes: readonly AnsweredAttribute[];
  readonly UserPool: { readonly SchemaAttributes: readonly { readonly Name: string }[] };
  readonly UserPoolClient: { readonly ClientSecret?: string };
  readonly UserStatus: string;
  readonly UserSub: string;
  readonly Username: string;
  readonly Users: readonly { readonly Attributes: readonly AnsweredAttribute[] }[];
}

interface AnsweredDevice {
  readonly DeviceKey: string;
  readonly DeviceAttributes: readonly AnsweredAttribute[];
  readonly DeviceLastAuthenticatedDate: number;
}

interface SecretDescriptor {
  readonly ClientSecretId: string;
  readonly ClientSecretValue?: string;
  readonly ClientSecretCreateDate: number;
}

interface AnsweredAttribute {
  readonly Name: string;
  readonly Value: string;
}

/** Far more than any function of a spec takes, also on a busy machine. */
export const functionTimeoutSeconds = 120;
export const region = 'eu-west-1';
export const goodPassword = 'Correct-horse-7';

export async function createHarness(template: object = fixtureTemplate): Promise<Harness> {
  const clock = new FakeClock(specTime);
  const blueprint = await loadBlueprint(template, region);
  const store = new MemoryStore([...domainCollections, messages]);
  const outbox = new KeptOutbox(store, clock);
  const resources = new Resources();
  const triggers = resources.add(
    new LambdaTriggers(blueprint.functions, { timeoutSeconds: functionTimeoutSeconds }),
  );
  const publicUrl = () => 'http://localhost:9500';
  const services = createServices({ clock, store, triggers, outbox, publicUrl });
  const pool = await resources.open(async () => {
    await applyBlueprint(store, blueprint, secretsInStore, clock.nowMilliseconds());
    await makeUsers(services, blueprint);
    const [first] = services.pools.all();
    if (first === undefined) throw new Error('the template has no pool');
    await giveKeys(services, first.id);
    return first;
  });
  const client = (name: string) => {
    const found = services.pools.clientsOf(pool.id).find((one) => one.name === name);
    if (found === undefined) throw new Error(`the template has no client ${name}`);
    return found;
  };
  return {
    services,
    outbox,
    clock,
    pool,
    client,
    call: (name, body) => callOperation(services, name, body, region),
    callUnsigned: (name, body) => callOperation(services, name, body, undefined),
    secretHash: (clientName, username) => {
      const { id, secrets } = client(clientName);
      return secretHash(secrets[0]?.value ?? '', username, id);
    },
    close: () => resources.close(),
  };
}

/** Calls an operation with a body that went through JSON both ways, as it does over HTTP. */
export async function callOperation(
  services: Services,
  name: string,
  body: object,
  signedFor: string | undefined,
): Promise<OperationAnswer> {
  const sent = parseJsonBody(Buffer.from(JSON.stringify(body)));
  const origin = { region: signedFor, isFromForeignPage: false };
  const answer = await dispatch(services, name, sent, origin);
  return JSON.parse(JSON.stringify(answer)) as OperationAnswer;
}

let keysMadeBefore: unknown;

/** RSA keys take long to make: the harnesses of a file share those of the first, whose pool has the same id. */
async function giveKeys({ store, keys }: Services, poolId: string): Promise<void> {
  if (keysMadeBefore === undefined) {
    await keys.of(poolId);
    keysMadeBefore = store.get(poolKeys, poolId);
  } else await store.commit([{ collection: poolKeys, key: poolId, value: keysMadeBefore }]);
}

/** Signs up a user of the fixture and confirms it by the code that was sent. */
export async function confirmedUser(
  harness: Harness,
  email = 'ann@example.com',
  password = goodPassword,
): Promise<string> {
  const { callUnsigned, client, outbox } = harness;
  const ClientId = client('web').id;
  const signUp = { ClientId, Username: email, Password: password };
  const { UserSub: sub } = await callUnsigned('SignUp', signUp);
  const ConfirmationCode = outbox.all().findLast((message) => message.sub === sub)?.code;
  await callUnsigned('ConfirmSignUp', { ClientId, Username: email, ConfirmationCode });
  return sub;
}

/** Signs in by password at a client of the fixture. */
export function signIn(
  { callUnsigned, client, secretHash: hash }: Harness,
  clientName = 'web',
  USERNAME = 'ann@example.com',
  PASSWORD = goodPassword,
): Promise<OperationAnswer> {
  const { id: ClientId, secrets } = client(clientName);
  const proof = secrets.length === 0 ? {} : { SECRET_HASH: hash(clientName, USERNAME) };
  return callUnsigned('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId,
    AuthParameters: { USERNAME, PASSWORD, ...proof },
  });
}
