import { useResources } from '@gatehouse/test-kit';
import { confirmedUser, createHarness, type Harness } from '../../spec-support/harness.js';

describe('AdminAddUserToGroup', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    await confirmedUser(harness);
  });

  const add = (GroupName: string, Username = 'ann@example.com') =>
    harness.call('AdminAddUserToGroup', { UserPoolId: harness.pool.id, Username, GroupName });
  const groupsOfAnn = () => {
    const { users } = harness.services;
    return users.groupsOf(users.get(harness.pool, 'ann@example.com')).map(({ name }) => name);
  };

  it('adds once, in order of precedence', async () => {
    await add('customer');
    await add('support');
    await expect(add('customer')).resolves.toEqual({});
    expect(groupsOfAnn()).toEqual(['support', 'customer']);
  });

  it.each(['nobody', '__proto__', 'constructor'])('refuses the group %s', async (name) => {
    await expect(add(name)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      publicMessage: 'Group not found.',
    });
    expect(groupsOfAnn()).toEqual([]);
  });

  it('refuses an unknown user', async () => {
    await expect(add('support', 'eve@example.com')).rejects.toMatchObject({
      code: 'UserNotFoundException',
    });
  });
});
