import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { FakeClock, Resources } from '@gatehouse/test-kit';
import type { BrowserSignIn } from '../domain/authorization/browser-session.js';
import type { User } from '../domain/user/user.js';
import type { EmulatorOptions } from '../server.js';
import { specTime } from './spec-time.js';
import { fixtureTemplate } from './fixture-template.js';
import { goodPassword } from './harness.js';
import { httpCall, type HttpAnswer } from './http-call.js';
import { type StartedEmulator, startFixture } from './started-emulator.js';

export const callback = 'https://app.example/callback';

const oauthClient = (name: string, properties: object) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  DependsOn: ['Orders', 'Users'],
  Properties: {
    UserPoolId: { Ref: 'Pool' },
    ClientName: name,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'profile', 'phone', 'orders/read'],
    SupportedIdentityProviders: ['COGNITO'],
    CallbackURLs: [callback],
    LogoutURLs: ['https://app.example/bye'],
    ...properties,
  },
});

/** The fixture's pool with clients for people, and another pool with a domain and a client of its own. */
export const oauthTemplate = {
  ...fixtureTemplate,
  Resources: {
    ...fixtureTemplate.Resources,
    AppClient: oauthClient('app', {
      CallbackURLs: [
        callback,
        'https://app.example/callback?tenant=1',
        'myapp://signed-in',
        'http://localhost:3000/',
        'https://app.example/bücher',
      ],
    }),
    ConfidentialClient: oauthClient('confidential', {
      GenerateSecret: true,
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    }),
    ImplicitClient: oauthClient('implicit', { AllowedOAuthFlows: ['implicit'] }),
    NarrowClient: oauthClient('narrow', {
      AllowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'],
      ReadAttributes: ['email', 'email_verified', 'name'],
    }),
    OtherPool: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'other' } },
    OtherClient: oauthClient('other-app', {
      UserPoolId: { Ref: 'OtherPool' },
      AllowedOAuthScopes: ['openid'],
    }),
    OtherDomain: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Properties: { UserPoolId: { Ref: 'OtherPool' }, Domain: 'other-domain' },
    },
  },
};

/** A listening emulator with clients for people, a clock moved by hand and a user who is confirmed. */
export interface OAuthFixture extends StartedEmulator {
  readonly clock: FakeClock;
  readonly user: () => User;
  /** Sends a request without following redirects. */
  readonly get: (path: string, headers?: Record<string, string>) => Promise<HttpAnswer>;
  readonly post: (
    path: string,
    form: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<HttpAnswer>;
  /** The cookie of a browser in which the user is signed in. */
  readonly signedIn: (signIn?: Partial<BrowserSignIn>) => Promise<{ cookie: string }>;
  /** The code that the authorization endpoint gives a signed-in user. */
  readonly code: (clientName: string, more?: Record<string, string>) => Promise<string>;
}

export const email = 'ann@example.com';

export async function startOAuthFixture(options: EmulatorOptions = {}): Promise<OAuthFixture> {
  const clock = new FakeClock(specTime);
  const resources = new Resources();
  const started = await resources.add(startFixture({ template: oauthTemplate, clock, ...options }));
  const { emulator, sdk, pool, client } = started;
  const { services, url } = emulator;
  const user = { UserPoolId: pool.id, Username: email };
  const UserAttributes = Object.entries({
    email,
    email_verified: 'true',
    phone_number: '+15555550100',
    name: 'Ann',
    'custom:level': '3',
  }).map(([Name, Value]) => ({ Name, Value }));
  await resources.open(async () => {
    await sdk.send(
      new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }),
    );
    const password = { Password: goodPassword, Permanent: true };
    await sdk.send(new AdminSetUserPasswordCommand({ ...user, ...password }));
  });
  const ann = () => services.users.get(pool, email);
  const get = (path: string, headers = {}) => httpCall(url, { method: 'GET', path, headers });
  const signedIn = async (signIn: Partial<BrowserSignIn> = {}) => {
    const now = services.clock.nowMilliseconds();
    const { signedInAt = now } = signIn;
    const times = { signedInAt, expiresAt: signedInAt + 3_600_000 };
    const whole = { sub: ann().sub, factors: ['pwd'] as const, ...times, ...signIn };
    const { handle, changes } = services.browserSessions.signedIn(pool.id, undefined, whole);
    await services.store.commit(changes);
    return { cookie: `cognito-${pool.id}=${handle}` };
  };
  return {
    ...started,
    clock,
    user: ann,
    get,
    post: (path, form, headers = {}) =>
      httpCall(url, {
        method: 'POST',
        path,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(form).toString(),
      }),
    signedIn,
    code: async (clientName, more = {}) => {
      const query = authorizeQuery(client(clientName).id, more);
      const answer = await get(`/oauth2/authorize?${query}`, await signedIn());
      return answer.redirect().searchParams.get('code') ?? '';
    },
  };
}

export const authorizeQuery = (clientId: string, more: Record<string, string> = {}) =>
  new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: callback,
    ...more,
  }).toString();
