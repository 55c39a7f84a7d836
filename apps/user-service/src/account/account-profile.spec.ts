import { useResources } from '@gatehouse/test-kit';
import { cognitoException } from '../testing/cognito-answers.js';
import { type TestUser, UserServiceFixture } from '../testing/user-service-fixture.js';

describe('the profile of an account that changes', () => {
  const resources = useResources();
  let fixture: UserServiceFixture;
  let user: TestUser;

  beforeAll(async () => {
    fixture = await resources.add(UserServiceFixture.start(process.env));
  });
  beforeEach(() => {
    fixture.reset();
    user = fixture.newUser();
  });

  const atPool = (attributes: Record<string, string>) => {
    const all = { sub: user.sub, email_verified: 'true', ...attributes };
    const UserAttributes = Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
    return { body: { UserAttributes, UserCreateDate: 1_700_000_000 } };
  };
  const profile = async () => (await fixture.call('GET /users/me', { user })).body;

  it('has a new name at once', async () => {
    fixture.answers.AdminGetUser = atPool({ name: 'Ada' });
    expect(await profile()).toMatchObject({ displayName: 'Ada' });
    fixture.answers.AdminUpdateUserAttributes = () => {
      fixture.answers.AdminGetUser = atPool({ name: 'Augusta' });
      return { body: {} };
    };
    await fixture.call('PATCH /account', { user, body: { name: 'Augusta' } });
    expect(await profile()).toMatchObject({ displayName: 'Augusta' });
  });

  it('has a new address, also when the pool could not be read at once', async () => {
    fixture.answers.AdminGetUser = atPool({ email: 'ada@example.com' });
    expect(await profile()).toMatchObject({ email: 'ada@example.com' });
    const { step_up } = await fixture.stepUp(user);
    fixture.answers.VerifyUserAttribute = () => {
      fixture.answers.AdminGetUser = cognitoException('InternalErrorException');
      return { body: {} };
    };
    const headers = { 'step-up': step_up };
    const request = { user, headers, body: { code: '123456' } };
    expect((await fixture.call('POST /account/email/confirm', request)).status).toBe(204);
    fixture.answers.AdminGetUser = atPool({ email: 'ada@new.example' });
    expect(await profile()).toMatchObject({ email: 'ada@new.example' });
  });
});
