import { useResources } from '@gatehouse/test-kit';
import { confirmedUser, createHarness, type Harness } from '../../spec-support/harness.js';
import { adminGetUser } from './admin-get-user.js';

describe('AdminGetUser', () => {
  const resources = useResources();
  let harness: Harness;
  let sub: string;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    sub = await confirmedUser(harness);
  });

  const get = (Username: string) =>
    harness.call('AdminGetUser', { UserPoolId: harness.pool.id, Username });

  it.each(['ann@example.com', 'ANN@EXAMPLE.COM'])('finds a user called %s', async (name) => {
    await expect(get(name)).resolves.toEqual({
      Username: sub,
      UserAttributes: [
        { Name: 'email', Value: 'ann@example.com' },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'sub', Value: sub },
      ],
      UserCreateDate: 1_768_478_400,
      UserLastModifiedDate: 1_768_478_400,
      Enabled: true,
      UserStatus: 'CONFIRMED',
    });
  });

  it('finds a user by sub', async () => {
    await expect(get(sub)).resolves.toMatchObject({ Username: sub });
  });

  it.each(['eve@example.com', '__proto__', 'constructor'])('finds no %s', async (name) => {
    await expect(get(name)).rejects.toMatchObject({ code: 'UserNotFoundException' });
  });

  it('runs with only the services that it lists', () => {
    const { pools, users } = harness.services;
    const request = { UserPoolId: harness.pool.id, Username: sub };
    expect(adminGetUser.handle({ pools, users }, request, {})).toMatchObject({ Username: sub });
  });

  it('wants a signature', async () => {
    const body = { UserPoolId: harness.pool.id, Username: sub };
    await expect(harness.callUnsigned('AdminGetUser', body)).rejects.toMatchObject({
      code: 'MissingAuthenticationTokenException',
      publicMessage: 'Missing Authentication Token',
    });
  });
});
