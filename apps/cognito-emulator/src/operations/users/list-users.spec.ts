import { useResources } from '@gatehouse/test-kit';
import { put } from '../../domain/store.js';
import { users as userCollection } from '../../domain/user/user.js';
import { createHarness, type Harness, type OperationAnswer } from '../../spec-support/harness.js';

const count = 130;

describe('ListUsers', () => {
  const resources = useResources();
  let harness: Harness;
  beforeAll(async () => {
    harness = await resources.add(createHarness());
    for (let number = 0; number < count; number++)
      await harness.call('AdminCreateUser', {
        UserPoolId: harness.pool.id,
        Username: `user${number}@example.com`,
        UserAttributes: [{ Name: 'name', Value: number % 2 === 0 ? 'Even' : 'Odd "one"' }],
        MessageAction: 'SUPPRESS',
      });
  });

  const list = (body: object = {}) =>
    harness.call('ListUsers', { UserPoolId: harness.pool.id, ...body });
  const emailsOf = (answer: OperationAnswer) =>
    answer.Users.map(({ Attributes }) => Attributes.find(({ Name }) => Name === 'email')?.Value);

  it.each(['= "force_change_password"', '^= "Force"'])(
    'finds users by status %s whatever its case',
    async (asked) => {
      const { Users } = await list({ Filter: `cognito:user_status ${asked}`, Limit: 5 });
      expect(Users).toHaveLength(5);
    },
  );

  it('gives pages of sixty, each user once, and no token with the last', async () => {
    const seen: unknown[] = [];
    let PaginationToken: string | undefined;
    const sizes: number[] = [];
    do {
      const answer = await list({ PaginationToken });
      sizes.push(answer.Users.length);
      seen.push(...emailsOf(answer));
      PaginationToken = answer.PaginationToken;
    } while (PaginationToken !== undefined);
    expect(sizes).toEqual([60, 60, 10]);
    expect(new Set(seen).size).toBe(count);
    expect(seen[0]).toBe('user0@example.com');
  });

  it('goes on where it was when the last user seen is gone', async () => {
    const { store, users } = harness.services;
    const first = await list({ Limit: 2 });
    const removed = users.get(harness.pool, 'user1@example.com');
    await store.commit([{ collection: userCollection, key: `${harness.pool.id}/${removed.sub}` }]);
    const second = await list({ Limit: 2, PaginationToken: first.PaginationToken });
    expect(emailsOf(second)).toEqual(['user2@example.com', 'user3@example.com']);
    await store.commit([put(userCollection, removed)]);
  });

  it('keeps the order when users change between pages', async () => {
    const first = await list({ Limit: 2 });
    for (const Username of ['user0@example.com', 'user3@example.com'])
      await harness.call('AdminSetUserPassword', {
        UserPoolId: harness.pool.id,
        Username,
        Password: `Another-horse-${Username}`,
        Permanent: false,
      });
    const second = await list({ Limit: 2, PaginationToken: first.PaginationToken });
    const seen = [...emailsOf(first), ...emailsOf(second)];
    expect(new Set(seen).size).toBe(4);
    expect(seen).toContain('user3@example.com');
  });

  it.each([
    ['email = "user7@example.com"', ['user7@example.com']],
    ['"email" = "user7@example.com"', ['user7@example.com']],
    ['username = "user7@example.com"', []],
    [
      'email ^= "user12"',
      ['user12', ...[...Array(10).keys()].map((n) => `user12${n}`)].map((n) => `${n}@example.com`),
    ],
    ['email = "nobody@example.com"', []],
    ['status = "Disabled"', []],
  ])('filters by %s', async (Filter, emails) => {
    expect(emailsOf(await list({ Filter }))).toEqual(emails);
  });

  it('filters by name, quotes and all, and by status', async () => {
    expect((await list({ Filter: 'name = "Odd \\"one\\""' })).Users).toHaveLength(60);
    const Filter = 'cognito:user_status = "FORCE_CHANGE_PASSWORD"';
    expect((await list({ Filter, Limit: 5 })).Users).toHaveLength(5);
  });

  it('finds by sub', async () => {
    const { sub } = harness.services.users.get(harness.pool, 'user3@example.com');
    expect(emailsOf(await list({ Filter: `sub = "${sub}"` }))).toEqual(['user3@example.com']);
  });

  it('gives only the attributes asked for', async () => {
    const { Users } = await list({ AttributesToGet: ['name'], Limit: 1 });
    expect(Users[0]!.Attributes).toEqual([{ Name: 'name', Value: 'Even' }]);
    await expect(list({ AttributesToGet: ['custom:none'] })).rejects.toMatchObject({
      publicMessage: 'One or more requested attributes do not exist in user pool.',
    });
  });

  it('follows changes in what it looks up by prefix, and keeps the order of the pool', async () => {
    const first = (answer: OperationAnswer) => emailsOf(answer).map((email) => email?.slice(0, 8));
    await list({ Filter: 'email ^= "z"' });
    const rename = (from: number, email: string) =>
      harness.call('AdminUpdateUserAttributes', {
        UserPoolId: harness.pool.id,
        Username: `user${from}@example.com`,
        UserAttributes: [{ Name: 'email', Value: email }],
      });
    await rename(50, 'zoe-new1@example.com');
    await rename(10, 'zoe-new2@example.com');
    await rename(90, 'zoe-new0@example.com');
    const page = await list({ Filter: 'email ^= "zoe"', Limit: 2 });
    expect(first(page)).toEqual(['zoe-new2', 'zoe-new1']);
    const { PaginationToken } = page;
    const rest = await list({ Filter: 'email ^= "zoe"', Limit: 2, PaginationToken });
    expect(first(rest)).toEqual(['zoe-new0']);
    expect(rest.PaginationToken).toBeUndefined();
    expect(emailsOf(await list({ Filter: 'email ^= "user50@"' }))).toEqual([]);
  });

  it.each([
    { Filter: 'email == "x"' },
    { Filter: 'custom:tenant = "x"' },
    { Filter: '__proto__ = "x"' },
    { PaginationToken: 'garbage' },
    { PaginationToken: Buffer.from('{}').toString('base64url') },
    { Limit: 61 },
    { Limit: -1 },
  ])('refuses %j', async (body) => {
    await expect(list(body)).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  it.each([
    ['username = ann', 'Error while parsing filter.'],
    ['custom:level = "3"', 'Invalid search attribute: custom:level'],
  ])('says what is wrong with the filter %s', async (Filter, publicMessage) => {
    await expect(list({ Filter })).rejects.toMatchObject({ publicMessage });
  });
});
