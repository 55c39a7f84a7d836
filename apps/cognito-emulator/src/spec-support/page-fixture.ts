import type { SentMessage } from '../outbox/kept-outbox.js';
import type { EmulatorOptions } from '../server.js';
import { PageDriver } from './page-driver.js';
import { type StartedEmulator, startFixture } from './started-emulator.js';

export const callbackUrl = 'http://localhost:3999/callback';

/** A started emulator whose pool has pages, and what specs of the pages ask of it. */
export interface PageFixture extends StartedEmulator {
  /** A browser at the sign-in page. */
  readonly atLogin: (more?: Readonly<Record<string, string>>) => Promise<PageDriver>;
  readonly loginPath: (more?: Readonly<Record<string, string>>) => string;
  /** The last code that was sent to somebody. */
  readonly codeFor: (username: string) => Promise<string>;
}

type Settings = Readonly<Record<string, unknown>>;

/** A pool of people who sign in by email at a web app, with some of its and the app's settings replaced. */
export function pageTemplate(poolSettings: Settings = {}, clientSettings: Settings = {}): object {
  return {
    Resources: {
      Pool: {
        Type: 'AWS::Cognito::UserPool',
        Properties: {
          UserPoolName: 'shop',
          UsernameAttributes: ['email'],
          AutoVerifiedAttributes: ['email'],
          Policies: { PasswordPolicy: { MinimumLength: 10, RequireNumbers: true } },
          Schema: [
            { Name: 'email', Required: true, Mutable: true },
            { Name: 'name', Required: true, Mutable: true },
          ],
          ...poolSettings,
        },
      },
      Web: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: {
          UserPoolId: { Ref: 'Pool' },
          ClientName: 'web',
          ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['openid', 'email'],
          CallbackURLs: [callbackUrl],
          LogoutURLs: ['http://localhost:3999/'],
          PreventUserExistenceErrors: 'ENABLED',
          ...clientSettings,
        },
      },
      Domain: {
        Type: 'AWS::Cognito::UserPoolDomain',
        Properties: { UserPoolId: { Ref: 'Pool' }, Domain: 'shop', ManagedLoginVersion: 2 },
      },
    },
  };
}

export async function startPages(
  template: object = pageTemplate(),
  options: EmulatorOptions = {},
): Promise<PageFixture> {
  const started = await startFixture({ template, ...options });
  const base = started.emulator.publicUrl;
  const loginPath = (more: Readonly<Record<string, string>> = {}) =>
    `/login?${new URLSearchParams({
      client_id: started.client('web').id,
      response_type: 'code',
      redirect_uri: callbackUrl,
      state: 'st4te',
      ...more,
    }).toString()}`;
  return {
    ...started,
    loginPath,
    atLogin: (more) => new PageDriver(base).open(loginPath(more)),
    codeFor: async (username) => {
      const query = new URLSearchParams({ username });
      const response = await fetch(`${base}/_emulator/outbox?${query.toString()}`);
      const messages = (await response.json()) as SentMessage[];
      return messages.at(-1)?.code ?? '';
    },
  };
}
