import { type Answer, useResources } from '@gatehouse/test-kit';
import { cognitoException } from '../testing/cognito-answers.js';
import { type TestUser, UserServiceFixture } from '../testing/user-service-fixture.js';

describe('the names of passkeys', () => {
  const resources = useResources();
  let fixture: UserServiceFixture;
  let user: TestUser;

  beforeAll(async () => {
    fixture = await resources.add(UserServiceFixture.start(process.env));
  });
  beforeEach(() => {
    fixture.reset();
    user = fixture.newUser();
    has('abc', 'def');
  });

  /** The passkeys of every user, under the name that Cognito gives. */
  function has(...ids: string[]): void {
    const Credentials = ids.map((CredentialId) => ({
      CredentialId,
      FriendlyCredentialName: 'Cognito’s name',
      CreatedAt: 1_700_000_000,
    }));
    fixture.answers.ListWebAuthnCredentials = { body: { Credentials } };
  }

  async function call(route: string, body?: object, caller = user): Promise<Answer> {
    const { step_up: handle } = await fixture.stepUp(caller);
    return fixture.call(route, { user: caller, headers: { 'step-up': handle }, body });
  }

  async function names(caller = user): Promise<Record<string, string>> {
    const { body } = await call('GET /account/passkeys', undefined, caller);
    const { passkeys } = body as { passkeys: { id: string; name: string }[] };
    return Object.fromEntries(passkeys.map(({ id, name }) => [id, name]));
  }

  it('are those that their user gave, and otherwise those of Cognito', async () => {
    const route = 'PATCH /account/passkeys/abc';
    expect((await call(route, { name: ' Blue key ' })).status).toBe(204);
    expect(await names()).toEqual({ abc: 'Blue key', def: 'Cognito’s name' });
    expect((await call(route, { name: '青い鍵' })).status).toBe(204);
    expect(await names()).toEqual({ abc: '青い鍵', def: 'Cognito’s name' });
    expect(await names(fixture.newUser())).toEqual({
      abc: 'Cognito’s name',
      def: 'Cognito’s name',
    });
  });

  it('are forgotten with their passkeys at the next change', async () => {
    await call('PATCH /account/passkeys/abc', { name: 'Blue key' });
    has('def');
    await call('PATCH /account/passkeys/def', { name: 'Red key' });
    has('abc', 'def');
    expect(await names()).toEqual({ abc: 'Cognito’s name', def: 'Red key' });
  });

  it('are given to passkeys of the caller alone', async () => {
    has('def');
    const rejected = await call('PATCH /account/passkeys/abc', { name: 'Blue key' });
    expect([rejected.status, rejected.body]).toMatchObject([404, { code: 'passkey_not_found' }]);
    has('abc');
    expect(await names()).toEqual({ abc: 'Cognito’s name' });
  });

  it('are in the copy of the own data', async () => {
    await call('PATCH /account/passkeys/abc', { name: 'Blue key' });
    fixture.answers.AdminGetUser = {
      body: {
        UserAttributes: [{ Name: 'sub', Value: user.sub }],
        UserCreateDate: 1_700_000_000,
      },
    };
    const { body } = await call('GET /account/data');
    expect(body).toMatchObject({ passkeys: [{ name: 'Blue key' }, { name: 'Cognito’s name' }] });
  });

  it.each([{ name: '' }, { name: 'x'.repeat(101) }, { name: 'a\nb' }, { name: 'a', more: 1 }, {}])(
    'cannot be %j',
    async (body) => {
      const rejected = await call('PATCH /account/passkeys/abc', body);
      expect([rejected.status, rejected.body]).toMatchObject([400, { code: 'invalid_request' }]);
    },
  );

  it('take a step-up', async () => {
    const body = { name: 'Blue key' };
    const rejected = await fixture.call('PATCH /account/passkeys/abc', { user, body });
    expect([rejected.status, rejected.body]).toMatchObject([403, { code: 'step_up_required' }]);
    fixture.answers.ListWebAuthnCredentials = cognitoException('InternalErrorException');
    expect((await call('PATCH /account/passkeys/abc', body)).status).toBe(503);
  });
});
