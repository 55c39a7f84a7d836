import { createScratchDatabase } from '@gatehouse/local-database';
import { createDatabase } from '@gatehouse/persistence';
import { type RunningService, startService } from '@gatehouse/service-kit';
import {
  callService,
  FakeServer,
  TestGateway,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { mailPauses, mails } from '../mail/mails.table.js';
import { ProfilesRepository, type UserDatabase } from '../profiles/profiles.repository.js';
import * as schema from '../schema.js';
import { cognitoException, signUpAnswer } from '../testing/cognito-answers.js';
import { testConfig } from '../testing/test-config.js';
import { userService } from '../user-service.js';

const email = 'ada@example.com';
const password = 'correct-horse-battery-9';

describe('POST /auth/sign-up', () => {
  const resources = useResources();
  let cognito: FakeServer;
  let database: UserDatabase;
  let service: RunningService;

  beforeAll(async () => {
    cognito = await resources.add(FakeServer.start(() => ({})));
    const [gateway, issuer, scratch] = await Promise.all([
      resources.add(TestGateway.start()),
      resources.add(TestIssuer.start()),
      resources.add(createScratchDatabase(process.env.TEST_DATABASE_URL!), (one) => one.drop()),
    ]);
    const config = testConfig({
      databaseUrl: scratch.url,
      cognitoUrl: cognito.url,
      gateway,
      pool: issuer,
      peerClientId: issuer.machineClientId,
    });
    const mail = {
      // No server listens there, so that notices stay in the queue.
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: { name: '', address: 'notices@example.com' },
    };
    service = await resources.add(startService(userService, { ...config, ...mail }));
    database = await resources.add(createDatabase({ url: scratch.url, schema }));
    const profiles = new ProfilesRepository(database);
    const poolId = issuer.issuer.slice(issuer.issuer.lastIndexOf('/') + 1);
    for (let count = 0; count < 40; count += 1) {
      await profiles.createIfAbsent({ poolId, sub: randomUUID() });
    }
  });
  beforeEach(async () => {
    cognito.requests.length = 0;
    await database.run((queries) => queries.delete(mails));
    await database.run((queries) => queries.delete(mailPauses));
  });

  const queued = () => database.run((queries) => queries.select().from(mails));
  const signUp = () =>
    callService(service.url, 'POST /auth/sign-up', { body: { email, password, name: 'Ada' } });
  const signUpNew = () => {
    cognito.respond = () => ({ body: { ...signUpAnswer, UserSub: randomUUID() } });
    return signUp();
  };
  const signUpExisting = () => {
    cognito.respond = () => cognitoException('UsernameExistsException', 'An account exists.');
    return signUp();
  };
  const operations = () => cognito.requests.map(({ headers }) => headers['x-amz-target']);

  /** A response without what differs between any two responses: its time, its id, and the digits of the user's id. */
  const comparable = ({ status, headers, body }: Awaited<ReturnType<typeof signUp>>) => {
    const { userId, ...rest } = body as { readonly userId: string };
    const fields = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
    return { status, fields, members: Object.keys(body as object), form: formOf(userId), ...rest };
  };
  const formOf = (userId: string) => userId.replace(/[0-9a-f]/g, 'x');

  it('returns the same response for a new address and for one with an account', async () => {
    const fresh = await signUpNew();
    const existing = await signUpExisting();
    expect(fresh.status).toBe(201);
    expect(comparable(existing)).toEqual(comparable(fresh));
    const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    for (const { body } of [fresh, existing]) {
      expect(body).toMatchObject({ userId: expect.stringMatching(uuid4) as string });
      expect(body).toMatchObject({ delivery: { medium: 'EMAIL', destination: 'a***@e***' } });
    }
    expect(existing.headers.get('x-request-id')).toHaveLength(
      fresh.headers.get('x-request-id')!.length,
    );
  });

  it('invents another user id for each request, and creates no profile for it', async () => {
    const before = await database.run((queries) => queries.select().from(schema.profiles));
    const bodies = await Promise.all(Array.from({ length: 5 }, signUpExisting));
    const ids = new Set(bodies.map(({ body }) => (body as { userId: string }).userId));
    expect(ids.size).toBe(5);
    expect(await database.run((queries) => queries.select().from(schema.profiles))).toHaveLength(
      before.length,
    );
  });

  it('calls Cognito once, whether there is an account or not', async () => {
    await signUpNew();
    expect(operations()).toHaveLength(1);
    await signUpExisting();
    expect(operations()).toEqual(Array(2).fill('AWSCognitoIdentityProviderService.SignUp'));
  });

  it('notifies the owner of an account of the first attempt in an hour, and nobody of a new account', async () => {
    await signUpNew();
    expect(await queued()).toEqual([]);
    await signUpExisting();
    await signUpExisting();
    expect(await queued()).toMatchObject([{ kind: 'sign_up_attempted', recipient: email }]);
  });

  it('returns the same response when the notice cannot be queued', async () => {
    const expected = comparable(await signUpExisting());
    await database.run((queries) => queries.execute('ALTER TABLE mail RENAME TO hidden'));
    try {
      expect(comparable(await signUpExisting())).toEqual(expected);
    } finally {
      await database.run((queries) => queries.execute('ALTER TABLE hidden RENAME TO mail'));
    }
  });
});
