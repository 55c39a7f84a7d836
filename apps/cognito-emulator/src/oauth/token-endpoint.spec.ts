import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { fixtureTemplate, fixtureWith } from '../spec-support/fixture-template.js';
import {
  callOperation,
  confirmedUser,
  createHarness,
  type Harness,
  signIn,
} from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

describe('POST /oauth2/token', () => {
  const resources = useResources();
  let started: StartedEmulator;
  let id: string;
  let secret: string;
  beforeAll(async () => {
    started = await resources.add(startFixture());
    const client = started.client('machine');
    id = client.id;
    secret = client.secrets[0]!.value;
  });

  const post = (
    form: string | Record<string, string>,
    headers: Record<string, string> = {},
    on = started,
  ) =>
    fetch(`${on.emulator.url}/oauth2/token`, {
      method: 'POST',
      body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  const basic = (user = id, password = secret) => ({
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  });
  const machine = (more: Record<string, string> = {}) => ({
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
    ...more,
  });
  const errorOf = async (response: Response) => {
    expect(response.status).toBe(400);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-amz-cognito-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    return ((await response.json()) as { error: string }).error;
  };

  describe('200', () => {
    it('gives a machine a token for itself', async () => {
      const response = await post(machine({ scope: 'orders/read' }));
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('x-amz-cognito-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      const { access_token: token, ...rest } = (await response.json()) as { access_token: string };
      expect(rest).toEqual({ expires_in: 3_600, token_type: 'Bearer' });
      const claims = decodeJwt(token);
      expect(claims).toEqual({
        sub: id,
        client_id: id,
        token_use: 'access',
        scope: 'orders/read',
        iss: `${started.emulator.publicUrl}/${started.pool.id}`,
        exp: claims.iat! + 3_600,
        iat: claims.auth_time,
        auth_time: claims.iat,
        version: 2,
        jti: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
    });

    it('answers at the shorter address that some apps use', async () => {
      const url = `${started.emulator.url}/token`;
      const response = await fetch(url, { method: 'POST', body: new URLSearchParams(machine()) });
      expect(response.status).toBe(200);
      expect(await response.json()).toHaveProperty('access_token');
    });

    it.each<Record<string, string>>([{}, { scope: '' }, { scope: ' ' }])(
      'gives every scope of the client for %j',
      async (more) => {
        const form: Record<string, string> = machine(more);
        delete form.client_secret;
        const response = await post(form, basic());
        const { access_token: token } = (await response.json()) as { access_token: string };
        expect(decodeJwt(token).scope).toBe('orders/read orders/write');
      },
    );

    it('takes either of two secrets, by Basic and in the form', async () => {
      const { services } = started.emulator;
      const body = { UserPoolId: started.pool.id, ClientId: started.client('machine').id };
      await callOperation(services, 'AddUserPoolClientSecret', body, 'eu-west-1');
      const { secrets } = started.client('machine');
      expect(secrets).toHaveLength(2);
      for (const { value } of secrets) {
        expect((await post(machine({ client_secret: value }))).status).toBe(200);
        const form = { grant_type: 'client_credentials' };
        expect((await post(form, basic(id, value))).status).toBe(200);
      }
    });

    it('takes percent-encoded Basic credentials', async () => {
      const encoded = Buffer.from(secret).toString('hex').replaceAll(/../g, '%$&');
      const response = await post({ grant_type: 'client_credentials' }, basic(id, encoded));
      expect(response.status).toBe(200);
    });

    it('refreshes a session that began at the API, and rotates its token', async () => {
      const harness = await resources.add(createHarness());
      await confirmedUser(harness);
      const { AuthenticationResult: result } = await signIn(harness, 'server');
      const { refreshToken } = await import('./grants/refresh-token.js');
      const grant = (token: string) =>
        refreshToken.handle(harness.services, {
          pool: harness.pool,
          client: harness.client('server'),
          form: new Map([['refresh_token', token]]),
        });
      const renewed = await grant(result.RefreshToken);
      expect(decodeJwt(renewed.access_token)).toMatchObject({
        scope: 'aws.cognito.signin.user.admin orders/read',
      });
      expect(decodeJwt(renewed.id_token!).token_use).toBe('id');
      harness.clock.advanceSeconds(10);
      await expect(grant(result.RefreshToken)).rejects.toMatchObject({
        code: 'invalid_grant',
      });
      await expect(grant(renewed.refresh_token!)).resolves.toHaveProperty('access_token');
    });
  });

  describe('400', () => {
    it.each([
      ['orders/nothing', 'invalid_scope'],
      ['orders/read orders/nothing', 'invalid_scope'],
      ['__proto__', 'invalid_scope'],
      ['orders/support', 'invalid_grant'],
      ['https://users.example/api/read', 'invalid_grant'],
      ['openid', 'invalid_grant'],
    ])('refuses all for the scope %s with %s', async (scope, error) => {
      expect(await errorOf(await post(machine({ scope })))).toBe(error);
    });

    it.each([
      [{ client_secret: 'x'.repeat(51) }, 'invalid_client'],
      [{ client_secret: '' }, 'invalid_client'],
      [{ client_id: 'nobody' }, 'invalid_client'],
      [{ client_id: '__proto__' }, 'invalid_client'],
      [{ client_id: '' }, 'invalid_request'],
      [{ grant_type: 'password' }, 'unsupported_grant_type'],
      [{ grant_type: 'constructor' }, 'unsupported_grant_type'],
      [{ grant_type: '' }, 'invalid_request'],
      [{ grant_type: 'refresh_token' }, 'invalid_request'],
      [{ grant_type: 'refresh_token', refresh_token: 'x' }, 'invalid_grant'],
      [{ aws_client_metadata: 'x' }, 'invalid_request'],
      [{ aws_client_metadata: '{"a":1}' }, 'invalid_request'],
    ])('refuses %j with %s', async (more, error) => {
      expect(await errorOf(await post(machine(more)))).toBe(error);
    });

    it('refuses a client authenticated in two ways, and two clients', async () => {
      expect(await errorOf(await post(machine(), basic()))).toBe('invalid_request');
      const other = { grant_type: 'client_credentials', client_id: started.client('web').id };
      expect(await errorOf(await post(other, basic()))).toBe('invalid_request');
    });

    it.each(['Bearer x', 'Basic', 'Basic !!!', 'Basic Og==', 'Basic JTp4'])(
      'refuses %s',
      async (authorization) => {
        const form = { grant_type: 'client_credentials' };
        expect(await errorOf(await post(form, { authorization }))).toBe('invalid_client');
      },
    );

    it.each([' x', ', Basic YTpi', '!', '==='])(
      'refuses good Basic credentials with %j behind them',
      async (more) => {
        const { authorization } = basic();
        const form = { grant_type: 'client_credentials' };
        const headers = { authorization: `${authorization}${more}` };
        expect(await errorOf(await post(form, headers))).toBe('invalid_client');
        const spaced = { authorization: `${authorization.replace(' ', '   ')} ` };
        expect((await post(form, spaced)).status).toBe(200);
      },
    );

    it('refuses a parameter given twice, another content type and a long body', async () => {
      const form = new URLSearchParams(machine()).toString();
      expect(await errorOf(await post(`${form}&scope=a&scope=b`))).toBe('invalid_request');
      const json = { 'content-type': 'application/json' };
      expect(await errorOf(await post(JSON.stringify(machine()), json))).toBe('invalid_request');
      const long = `${form}&scope=${'a'.repeat(64 * 1024)}`;
      expect(await errorOf(await post(long))).toBe('invalid_request');
    });

    it('refuses a client without the flow', async () => {
      for (const name of ['server', 'web']) {
        const { id: client_id, secrets } = started.client(name);
        const form = { grant_type: 'client_credentials', client_id };
        const proof: Record<string, string> =
          secrets[0] === undefined ? {} : { client_secret: secrets[0].value };
        expect(await errorOf(await post({ ...form, ...proof }))).toBe('unauthorized_client');
      }
    });

    it('refuses a public client that sends a secret', async () => {
      const { id: client_id } = started.client('web');
      const form = { grant_type: 'refresh_token', client_id, client_secret: 'x'.repeat(51) };
      expect(await errorOf(await post(form))).toBe('invalid_client');
    });

    it('does not exist for a pool without a domain', async () => {
      const { Domain: _, ...Resources } = fixtureTemplate.Resources;
      const bare = await resources.add(
        startFixture({ template: { ...fixtureTemplate, Resources } }),
      );
      const client = bare.client('machine');
      const form = machine({ client_id: client.id, client_secret: client.secrets[0]!.value });
      expect(await errorOf(await post(form, {}, bare))).toBe('invalid_request');
    });
  });

  it('answers other methods with 405', async () => {
    const response = await fetch(`${started.emulator.url}/oauth2/token`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('OPTIONS, POST');
  });
});

describe('client credentials and the trigger', () => {
  const resources = useResources();
  const code = `exports.handler = async (event) => {
    event.response = { claimsAndScopeOverrideDetails: {
      idTokenGeneration: {},
      accessTokenGeneration: {
        claimsToAddOrOverride: { seen: structuredClone(event), aud: event.callerContext.clientId },
        scopesToSuppress: ['orders/write'],
      },
    } };
    return event;
  };`;
  const withTrigger = (LambdaVersion: string) => {
    const LambdaConfig = {
      PreTokenGenerationConfig: {
        LambdaVersion,
        LambdaArn: { 'Fn::GetAtt': 'PreTokenGeneration.Arn' },
      },
    };
    const { Resources } = fixtureWith('Pool', { LambdaConfig }) as typeof fixtureTemplate;
    const { PreTokenGeneration: lambda } = Resources;
    const Properties = { ...lambda.Properties, Code: { ZipFile: code } };
    return {
      ...fixtureTemplate,
      Resources: { ...Resources, PreTokenGeneration: { ...lambda, Properties } },
    };
  };
  const tokenWith = async (harness: Harness) => {
    const { clientCredentials } = await import('./grants/client-credentials.js');
    const issued = await clientCredentials.handle(harness.services, {
      pool: harness.pool,
      client: harness.client('machine'),
      form: new Map([['aws_client_metadata', '{"a":"b"}']]),
    });
    return decodeJwt(issued.access_token);
  };

  it('asks a function of version 3', async () => {
    const harness = await resources.add(createHarness(withTrigger('V3_0')));
    const claims = await tokenWith(harness);
    expect(claims).toMatchObject({
      scope: 'orders/read',
      aud: harness.client('machine').id,
      seen: {
        version: '3',
        triggerSource: 'TokenGeneration_ClientCredentials',
        userName: 'ClientCredentials',
        userPoolId: harness.pool.id,
        region: 'eu-west-1',
        request: { scopes: ['orders/read', 'orders/write'], clientMetadata: { a: 'b' } },
      },
    });
  });

  it('asks no function of version 2', async () => {
    const claims = await tokenWith(await resources.add(createHarness(withTrigger('V2_0'))));
    expect(claims.seen).toBeUndefined();
    expect(claims.scope).toBe('orders/read orders/write');
  });
});
