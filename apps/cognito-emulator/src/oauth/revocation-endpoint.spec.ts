import {
  AddUserPoolClientSecretCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { secretHash } from '../domain/secret-hash.js';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const email = 'ann@example.com';

describe('POST /oauth2/revoke', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture());
    const { sdk, pool, client } = started;
    const user = { Username: email, Password: goodPassword };
    await sdk.send(new SignUpCommand({ ClientId: client('web').id, ...user }));
    const set = { UserPoolId: pool.id, ...user, Password: 'Another-horse-8', Permanent: true };
    await sdk.send(new AdminSetUserPasswordCommand(set));
  });

  const signIn = async (clientName = 'web') => {
    const { id, secrets } = started.client(clientName);
    const [secret] = secrets;
    const proof = secret && { SECRET_HASH: secretHash(secret.value, email, id) };
    const { AuthenticationResult: result } = await started.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: id,
        AuthParameters: { USERNAME: email, PASSWORD: 'Another-horse-8', ...proof },
      }),
    );
    return { access: result!.AccessToken!, refresh: result!.RefreshToken! };
  };
  const post = (path: string, form: Record<string, string>, headers = {}) =>
    fetch(`${started.emulator.url}/oauth2/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers,
    });
  const credentials = (clientName: string, secret = 0): Record<string, string> => {
    const { id, secrets } = started.client(clientName);
    const value = secrets[secret]?.value;
    return { client_id: id, ...(value === undefined ? {} : { client_secret: value }) };
  };
  const basic = (clientName: string, secret = 0) => {
    const { client_id, client_secret = '' } = credentials(clientName, secret);
    const encoded = Buffer.from(`${client_id!}:${client_secret}`).toString('base64');
    return { authorization: `Basic ${encoded}` };
  };
  const refresh = (token: string, clientName: string) =>
    post('token', {
      ...credentials(clientName),
      grant_type: 'refresh_token',
      refresh_token: token,
    });
  const errorOf = async (response: Response) =>
    ((await response.json()) as { error: string }).error;

  describe('200', () => {
    it('ends the token with an empty body, and its refresh is an invalid_grant', async () => {
      const { refresh: token } = await signIn();
      const response = await post('revoke', { ...credentials('web'), token });
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('x-amz-cognito-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      const refused = await refresh(token, 'web');
      expect(refused.status).toBe(400);
      expect(await errorOf(refused)).toBe('invalid_grant');
    });

    it('takes either of two secrets, by Basic and in the form', async () => {
      const { id: ClientId } = started.client('server');
      const UserPoolId = started.pool.id;
      await started.sdk.send(new AddUserPoolClientSecretCommand({ UserPoolId, ClientId }));
      for (const secret of [0, 1])
        for (const [form, headers] of [
          [credentials('server', secret), {}],
          [{}, basic('server', secret)],
        ] as const) {
          const { refresh: token } = await signIn('server');
          expect((await post('revoke', { ...form, token }, headers)).status).toBe(200);
          expect((await refresh(token, 'server')).status).toBe(400);
        }
    });

    it('takes a token it does not know or has ended, whatever the hint', async () => {
      const { refresh: token } = await signIn();
      for (const form of [{ token }, { token }, { token: 'x' }, { token: 'a.b.c.d.e' }]) {
        const hint = { token_type_hint: 'access_token' };
        const response = await post('revoke', { ...credentials('web'), ...form, ...hint });
        expect(response.status).toBe(200);
      }
    });
  });

  describe('400', () => {
    it.each<Record<string, string>>([{}, { token: '' }])('invalid_request for %j', async (form) => {
      const response = await post('revoke', { ...credentials('web'), ...form });
      expect(response.status).toBe(400);
      expect(await errorOf(response)).toBe('invalid_request');
    });

    it('invalid_request for a client without token revocation', async () => {
      const { refresh: token } = await signIn('legacy');
      const response = await post('revoke', { ...credentials('legacy'), token });
      expect(response.status).toBe(400);
      expect(await errorOf(response)).toBe('invalid_request');
      expect((await refresh(token, 'legacy')).status).toBe(200);
    });

    it('unsupported_token_type for an access token', async () => {
      const { access: token } = await signIn();
      const response = await post('revoke', { ...credentials('web'), token });
      expect(response.status).toBe(400);
      expect(await errorOf(response)).toBe('unsupported_token_type');
    });

    it('invalid_grant for the token of another client, which stays good', async () => {
      const { refresh: token } = await signIn();
      const response = await post('revoke', { token }, basic('server'));
      expect(response.status).toBe(400);
      expect(await errorOf(response)).toBe('invalid_grant');
      expect((await refresh(token, 'web')).status).toBe(200);
    });
  });

  describe('401', () => {
    it('invalid_client for a client that is not authenticated, and the token stays good', async () => {
      const { refresh: token } = await signIn('server');
      const { client_id } = credentials('server');
      const forms: Record<string, string>[] = [
        { client_id: client_id!, token },
        { client_id: client_id!, client_secret: 'x'.repeat(51), token },
        { client_id: 'constructor', token },
      ];
      for (const form of forms) {
        const response = await post('revoke', form);
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toBe('Basic realm="oauth2"');
        expect(await errorOf(response)).toBe('invalid_client');
      }
      expect((await refresh(token, 'server')).status).toBe(200);
    });
  });

  it('answers other methods with 405', async () => {
    expect((await fetch(`${started.emulator.url}/oauth2/revoke`)).status).toBe(405);
  });
});
