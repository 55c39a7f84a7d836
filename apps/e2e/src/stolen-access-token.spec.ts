import { createHmac, randomBytes } from 'node:crypto';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { codeRequest, signInAtPage } from './authorization-code.js';
import { newCustomer, password } from './new-customer.js';
import { System, type Tokens } from './system.js';

const system = System.shared();
const { emulatorUrl, pool, secrets } = system.description;
const selfServiceScope = 'aws.cognito.signin.user.admin';
const client_id = pool.clients.web!;
const callback = 'http://localhost:8080/callback';

/** An operation whose input has an access token, with the members that it requires beside the token. */
interface Operation {
  readonly name: string;
  readonly required: readonly string[];
}

/** A value for each of these members. */
const samples: Readonly<Record<string, unknown>> = {
  AttributeName: 'email',
  Code: '123456',
  Credential: {},
  CredentialId: 'credential',
  DeviceKey: 'eu-west-1_01234567-89ab-cdef-0123-456789abcdef',
  DeviceRememberedStatus: 'remembered',
  MFAOptions: [],
  ProposedPassword: 'Another-horse-battery-8',
  SessionId: 'session-of-somebody-else-123',
  UserAttributeNames: ['name'],
  UserAttributes: [{ Name: 'email', Value: 'thief@example.com' }],
  UserCode: '123456',
};

const operations = operationsWithToken();

describe("a user's access token in the hands of a thief", () => {
  const stolen: Record<string, string> = {};
  let email: string;
  let account: unknown;

  beforeAll(async () => {
    const customer = await newCustomer(system);
    email = customer.email;
    const refreshed = await system.call<Tokens>('/auth/refresh', {
      json: { refresh_token: customer.tokens.refresh_token },
    });
    const byCode = await tokensByCode();
    const refreshedByCode = await tokenRequest({
      grant_type: 'refresh_token',
      refresh_token: byCode.refresh_token,
    });
    stolen['/auth/token'] = customer.tokens.access_token;
    stolen['/auth/refresh'] = refreshed.body.access_token;
    stolen['/oauth2/token, code'] = byCode.access_token;
    stolen['/oauth2/token, refresh'] = refreshedByCode.access_token;
    account = await accountAtCognito();
  });

  async function tokensByCode(): Promise<Tokens> {
    const verifier = randomBytes(32).toString('base64url');
    const authorizationUrl = `${emulatorUrl}/oauth2/authorize`;
    const request = codeRequest({ authorizationUrl, clientId: client_id, callback, verifier });
    const back = await signInAtPage(request, { email, password });
    return tokenRequest({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: callback,
      code_verifier: verifier,
    });
  }

  async function tokenRequest(form: Readonly<Record<string, string>>): Promise<Tokens> {
    const body = new URLSearchParams({ client_id, ...form });
    const response = await fetch(`${emulatorUrl}/oauth2/token`, { method: 'POST', body });
    return (await response.json()) as Tokens;
  }

  /** What Cognito knows of the user, by an administrator's look. */
  async function accountAtCognito(): Promise<unknown> {
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    const cognito = new sdk.CognitoIdentityProviderClient({
      endpoint: emulatorUrl,
      region: 'eu-west-1',
      credentials,
    });
    const user = { UserPoolId: pool.id, Username: email };
    const { $metadata: _, ...found } = await cognito.send(new sdk.AdminGetUserCommand(user));
    cognito.destroy();
    return found;
  }

  it('opens the gateway, whichever way it came to be', async () => {
    expect(Object.keys(stolen)).toHaveLength(4);
    for (const token of Object.values(stolen)) {
      expect(decodeJwt(token).scope).not.toContain(selfServiceScope);
      expect((await system.call('/orders', { token })).status).toBe(200);
    }
  });

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s rejects the tokens of every way to sign in',
    async (_name, operation) => {
      for (const token of Object.values(stolen)) {
        expect(await callCognito(operation, token)).toEqual({
          status: 400,
          body: {
            __type: 'NotAuthorizedException',
            message: 'Access Token does not have required scopes',
          },
        });
      }
    },
  );

  it('changes nothing of the account', async () => {
    expect(operations.length).toBeGreaterThanOrEqual(24);
    expect(await accountAtCognito()).toEqual(account);
    expect(await system.signIn(email, password)).toHaveProperty('access_token');
  });
});

describe("an access token of user-service's account client", () => {
  const resources = useResources();
  const ClientId = pool.clients.account!;
  const ClientSecret = secrets.account!;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    const { email } = await newCustomer(system);
    const hash = createHmac('sha256', ClientSecret).update(email + ClientId);
    const cognito = resources.add(
      new sdk.CognitoIdentityProviderClient({ endpoint: emulatorUrl, region: 'eu-west-1' }),
    );
    const signIn = new sdk.InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId,
      AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH: hash.digest('base64') },
    });
    const { AuthenticationResult: signedIn } = await cognito.send(signIn);
    const refresh = new sdk.GetTokensFromRefreshTokenCommand({
      ClientId,
      ClientSecret,
      RefreshToken: signedIn?.RefreshToken,
    });
    const { AuthenticationResult: refreshed } = await cognito.send(refresh);
    tokens['sign-in'] = signedIn?.AccessToken ?? '';
    tokens.refresh = refreshed?.AccessToken ?? '';
  });

  it.each(['sign-in', 'refresh'])(
    'has the scope for self-service and no other, lives for 5 minutes, and is served by Cognito: %s',
    async (of) => {
      const { scope, iat = 0, exp = 0 } = decodeJwt(tokens[of]!);
      expect(scope).toBe(selfServiceScope);
      expect(exp - iat).toBe(300);
      const getUser = { name: 'GetUser', required: [] };
      expect(await callCognito(getUser, tokens[of]!)).toMatchObject({ status: 200 });
    },
  );

  it.each(['sign-in', 'refresh'])('is rejected by the gateway: %s', async (of) => {
    for (const path of ['/orders', '/users/me']) {
      const { status, body } = await system.call(path, { token: tokens[of]! });
      expect({ status, code: body.code }).toEqual({ status: 401, code: 'invalid_token' });
    }
  });
});

type Schema = readonly unknown[];

function isSchema(value: unknown): value is Schema {
  return Array.isArray(value);
}

/** Read from the SDK's own model, so that an operation that AWS adds is among them. */
function operationsWithToken(): readonly Operation[] {
  // A schema is a list: its kind, namespace, name, traits, then the input of an operation, or the members of a structure
  // with how many of them are required.
  const operationKind = 9;
  return Object.values<unknown>(sdk)
    .filter((one) => isSchema(one) && one[0] === operationKind)
    .map((schema) => {
      const [, , name, , input] = schema as Schema;
      const structure = typeof input === 'function' ? (input as () => Schema)() : (input as Schema);
      const members = (structure[4] ?? []) as readonly string[];
      const required = members.slice(0, Number(structure[6] ?? 0));
      return { name: String(name), members, required };
    })
    .filter(({ members }) => members.includes('AccessToken'))
    .map(({ name, required }) => ({
      name,
      required: required.filter((member) => member !== 'AccessToken'),
    }));
}

async function callCognito({ name, required }: Operation, AccessToken: string) {
  const others = Object.fromEntries(required.map((member) => [member, samples[member]]));
  const response = await fetch(emulatorUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
    },
    body: JSON.stringify({ ...others, AccessToken }),
  });
  return { status: response.status, body: await response.json() };
}
