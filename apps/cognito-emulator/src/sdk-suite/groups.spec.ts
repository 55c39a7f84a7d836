import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  GroupExistsException,
  type GroupType,
  ListGroupsCommand,
  ListUsersInGroupCommand,
  ResourceNotFoundException,
  UpdateGroupCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { type Group, groupMemberships, groups } from '../domain/pool/group.js';
import { put } from '../domain/store.js';
import { sdkClient, type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const RoleArn = 'arn:aws:iam::123456789012:role/editors';
const missing = { name: 'ResourceNotFoundException', message: 'Group not found.' };

describe('groups', () => {
  const resources = useResources();
  let started: StartedEmulator;
  let UserPoolId: string;
  beforeEach(async () => {
    started = await resources.add(startFixture());
    UserPoolId = started.pool.id;
  });

  const create = (GroupName: string, settings: Partial<GroupType> = {}) =>
    started.sdk.send(new CreateGroupCommand({ UserPoolId, GroupName, ...settings }));
  const invite = (Username: string) =>
    started.sdk.send(new AdminCreateUserCommand({ UserPoolId, Username }));
  const add = (Username: string, GroupName: string) =>
    started.sdk.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
  const groupsOf = async (Username: string) => {
    const answer = await started.sdk.send(
      new AdminListGroupsForUserCommand({ UserPoolId, Username }),
    );
    return answer.Groups?.map(({ GroupName }) => GroupName);
  };
  const bareGroup = (name: string): Group => ({
    poolId: UserPoolId,
    name,
    createdAt: 1,
    updatedAt: 1,
  });

  it('are made, described, changed and taken away', async () => {
    const made = await create('editors', { Description: 'They edit', Precedence: 0, RoleArn });
    expect(made.Group).toEqual({
      GroupName: 'editors',
      UserPoolId,
      Description: 'They edit',
      Precedence: 0,
      RoleArn,
      CreationDate: expect.any(Date) as Date,
      LastModifiedDate: made.Group?.CreationDate,
    });
    const get = () => started.sdk.send(new GetGroupCommand({ UserPoolId, GroupName: 'editors' }));
    expect((await get()).Group).toEqual(made.Group);
    const update = { UserPoolId, GroupName: 'editors', Precedence: 7 };
    const { Group: changed } = await started.sdk.send(new UpdateGroupCommand(update));
    expect(changed).toMatchObject({ Description: 'They edit', Precedence: 7, RoleArn });
    expect((await get()).Group).toEqual(changed);
    await started.sdk.send(new DeleteGroupCommand({ UserPoolId, GroupName: 'editors' }));
    await expect(get()).rejects.toMatchObject(missing);
  });

  it('have a name of their own in their pool', async () => {
    await create('twice');
    await expect(create('twice')).rejects.toBeInstanceOf(GroupExistsException);
    await expect(create('twice')).rejects.toMatchObject({
      message: 'A group with the name already exists.',
    });
    await expect(create('Twice')).resolves.toHaveProperty('Group.GroupName', 'Twice');
  });

  it('leave out of answers what they were not given', async () => {
    const { Group: made } = await create('bare');
    expect(made).not.toHaveProperty('Precedence');
    expect(made).not.toHaveProperty('Description');
    expect(made).not.toHaveProperty('RoleArn');
  });

  it.each([
    ['a role that is no ARN', { RoleArn: 'not-an-arn-of-anything' }],
    ['a precedence below zero', { Precedence: -1 }],
    ['a precedence of more than 32 bits', { Precedence: 2 ** 31 }],
    ['a name with a space', { GroupName: 'two words' }],
    ['a description that is too long', { Description: 'x'.repeat(2_049) }],
  ])('are refused %s', async (_what, settings) => {
    await expect(create('wrong', settings)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(/^1 validation error detected: Value ('.+' )?at '/) as string,
    });
    const get = new GetGroupCommand({ UserPoolId, GroupName: 'wrong' });
    await expect(started.sdk.send(get)).rejects.toMatchObject(missing);
  });

  it('are listed page by page, with no token on the last page', async () => {
    for (const name of ['a', 'b']) await create(name);
    const names: (string | undefined)[] = [];
    let pages = 0;
    let NextToken: string | undefined;
    do {
      const command = new ListGroupsCommand({ UserPoolId, Limit: 2, NextToken });
      const page = await started.sdk.send(command);
      names.push(...(page.Groups ?? []).map(({ GroupName }) => GroupName));
      NextToken = page.NextToken;
      pages += 1;
    } while (NextToken !== undefined);
    expect(names).toEqual(['support', 'customer', 'a', 'b']);
    expect(pages).toBe(2);
    const wrongToken = new ListGroupsCommand({ UserPoolId, NextToken: 'no-token' });
    await expect(started.sdk.send(wrongToken)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('go on after a group that was taken away between two pages', async () => {
    const page = (NextToken?: string) =>
      started.sdk.send(new ListGroupsCommand({ UserPoolId, Limit: 1, NextToken }));
    await create('last');
    const first = await page();
    await started.sdk.send(new DeleteGroupCommand({ UserPoolId, GroupName: 'support' }));
    const second = await page(first.NextToken);
    expect(second.Groups?.map(({ GroupName }) => GroupName)).toEqual(['customer']);
  });

  it('show a user’s groups in order of precedence, in pages', async () => {
    await invite('ann@example.com');
    await create('none');
    for (const name of ['none', 'customer', 'support']) await add('ann@example.com', name);
    expect(await groupsOf('ann@example.com')).toEqual(['support', 'customer', 'none']);
    const user = { UserPoolId, Username: 'ann@example.com', Limit: 2 };
    const first = await started.sdk.send(new AdminListGroupsForUserCommand(user));
    expect(first.Groups).toHaveLength(2);
    const rest = { ...user, NextToken: first.NextToken };
    const second = await started.sdk.send(new AdminListGroupsForUserCommand(rest));
    expect(second.Groups?.map(({ GroupName }) => GroupName)).toEqual(['none']);
    expect(second.NextToken).toBeUndefined();
  });

  it('list their users page by page', async () => {
    const everyone = ['ann@example.com', 'bob@example.com', 'cat@example.com'];
    for (const name of everyone) {
      await invite(name);
      await add(name, 'support');
    }
    const page = (NextToken?: string) =>
      started.sdk.send(
        new ListUsersInGroupCommand({ UserPoolId, GroupName: 'support', Limit: 2, NextToken }),
      );
    const first = await page();
    const second = await page(first.NextToken);
    const emails = [...(first.Users ?? []), ...(second.Users ?? [])].map(
      ({ Attributes }) => Attributes?.find(({ Name }) => Name === 'email')?.Value,
    );
    expect(emails).toEqual(everyone);
    expect(second.NextToken).toBeUndefined();
    expect(first.Users?.[0]).toMatchObject({ Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' });
  });

  it('let users go, and content themselves with those who weren’t in', async () => {
    const Username = 'ann@example.com';
    await invite(Username);
    await add(Username, 'support');
    const removal = { UserPoolId, Username, GroupName: 'support' };
    for (const _time of ['once', 'twice'])
      await started.sdk.send(new AdminRemoveUserFromGroupCommand(removal));
    expect(await groupsOf(Username)).toEqual([]);
    const nobody = new AdminRemoveUserFromGroupCommand({ ...removal, Username: 'eve@example.com' });
    await expect(started.sdk.send(nobody)).rejects.toBeInstanceOf(UserNotFoundException);
    const nowhere = new AdminRemoveUserFromGroupCommand({ ...removal, GroupName: 'nowhere' });
    await expect(started.sdk.send(nowhere)).rejects.toMatchObject(missing);
  });

  it('take their memberships with them', async () => {
    const Username = 'ann@example.com';
    await invite(Username);
    await add(Username, 'support');
    await started.sdk.send(new DeleteGroupCommand({ UserPoolId, GroupName: 'support' }));
    expect(await groupsOf(Username)).toEqual([]);
    await create('support');
    expect(await groupsOf(Username)).toEqual([]);
    const list = new ListUsersInGroupCommand({ UserPoolId, GroupName: 'support' });
    expect((await started.sdk.send(list)).Users).toEqual([]);
  });

  it.each([
    [new UpdateGroupCommand({ UserPoolId: '', GroupName: 'nowhere', Precedence: 1 })],
    [new DeleteGroupCommand({ UserPoolId: '', GroupName: 'nowhere' })],
    [new ListUsersInGroupCommand({ UserPoolId: '', GroupName: 'nowhere' })],
  ])('have to be there: %#', async (command) => {
    command.input.UserPoolId = UserPoolId;
    await expect(started.sdk.send(command)).rejects.toMatchObject(missing);
  });

  it('are those of a pool in the region of the call', async () => {
    const elsewhere = resources.add(sdkClient(started.emulator.url, 'us-east-1'));
    const list = new ListGroupsCommand({ UserPoolId });
    await expect(elsewhere.send(list)).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it('are 10,000 in a pool at most', async () => {
    const names = Array.from({ length: 9_998 }, (_, index) => `g${index}`);
    await started.emulator.services.store.commit(names.map((name) => put(groups, bareGroup(name))));
    await expect(create('one-too-many')).rejects.toMatchObject({ name: 'LimitExceededException' });
    await started.sdk.send(new DeleteGroupCommand({ UserPoolId, GroupName: 'g1' }));
    await expect(create('the-last')).resolves.toHaveProperty('Group.GroupName', 'the-last');
  });

  it('are 100 for a user at most', async () => {
    const { User: user } = await invite('ann@example.com');
    const { store } = started.emulator.services;
    const names = Array.from({ length: 100 }, (_, index) => `g${index}`);
    await store.commit(
      names.flatMap((name) => [
        put(groups, bareGroup(name)),
        put(groupMemberships, { poolId: UserPoolId, groupName: name, sub: user?.Username ?? '' }),
      ]),
    );
    await expect(add('ann@example.com', 'support')).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    await expect(add('ann@example.com', 'g7')).resolves.toHaveProperty(
      '$metadata.httpStatusCode',
      200,
    );
  });
});
