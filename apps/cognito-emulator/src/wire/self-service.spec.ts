import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { operations } from '../operations/index.js';
import { goodPassword } from '../spec-support/harness.js';
import { callback, type OAuthFixture, startOAuthFixture } from '../spec-support/oauth-fixture.js';
import { missingScope, selfServiceCalls, send } from '../spec-support/self-service-calls.js';

const calls = selfServiceCalls().map((call) => [call.name, call] as const);

describe('operations that accept an access token', () => {
  const resources = useResources();
  let fixture: OAuthFixture;
  beforeAll(async () => {
    fixture = await resources.add(startOAuthFixture());
  });

  /** A token of the authorization code grant with the scopes requested and no other. */
  async function tokenWith(scope: string): Promise<string> {
    const form = {
      grant_type: 'authorization_code',
      client_id: fixture.client('app').id,
      code: await fixture.code('app', { scope }),
      redirect_uri: callback,
    };
    return String((await fixture.post('/oauth2/token', form)).json().access_token);
  }

  /** A token of a sign-in by API of a new user. */
  async function tokenOfApi(Username: string): Promise<string> {
    const user = { UserPoolId: fixture.pool.id, Username };
    await fixture.sdk.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
    const password = { Password: goodPassword, Permanent: true };
    await fixture.sdk.send(new AdminSetUserPasswordCommand({ ...user, ...password }));
    const { AuthenticationResult } = await fixture.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: fixture.client('web').id,
        AuthParameters: { USERNAME: Username, PASSWORD: goodPassword },
      }),
    );
    return AuthenticationResult?.AccessToken ?? '';
  }

  it('include those that change an account', () => {
    expect(calls.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'AssociateSoftwareToken',
        'ChangePassword',
        'CompleteWebAuthnRegistration',
        'DeleteUser',
        'GetUser',
        'GlobalSignOut',
        'SetUserMFAPreference',
        'StartWebAuthnRegistration',
        'UpdateUserAttributes',
        'VerifySoftwareToken',
        'VerifyUserAttribute',
      ]),
    );
  });

  it('are all implemented', () => {
    expect(calls.map(([name]) => name).filter((name) => !operations.has(name))).toEqual([]);
  });

  describe.each(calls)('%s', (name, call) => {
    it.each(['openid email profile phone', 'orders/read'])(
      'rejects a token with the scopes "%s", and changes nothing',
      async (scope) => {
        const token = await tokenWith(scope);
        const before = fixture.user();
        expect(await send(fixture.emulator.url, call, token)).toMatchObject({
          status: 400,
          body: missingScope,
        });
        expect(fixture.user()).toEqual(before);
      },
    );

    it('does not reject a token of a sign-in by API for its scopes', async () => {
      const token = await tokenOfApi(`${name.toLowerCase()}@example.com`);
      const { body } = await send(fixture.emulator.url, call, token);
      expect(body).not.toMatchObject(missingScope);
      expect(String(body.message)).not.toMatch(/Access Token/);
    });
  });
});
