import { type PrintedSystem, withLocalSecrets } from './local-secrets.js';
import type { SystemDescription } from './system-description.js';

export interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

interface CallOptions {
  readonly method?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** A running system as its users see it. */
export class System {
  constructor(readonly description: SystemDescription) {}

  /** The system all journeys share. */
  static shared(): System {
    const system = JSON.parse(process.env.E2E_SYSTEM ?? '') as SystemDescription | PrintedSystem;
    return new System('secrets' in system ? system : withLocalSecrets(system));
  }

  /** A call through the gateway. */
  async call<Body = Record<string, unknown>>(
    path: string,
    options: CallOptions = {},
  ): Promise<Answer<Body>> {
    return this.callAt<Body>(this.description.gatewayUrl, path, options);
  }

  async callAt<Body = Record<string, unknown>>(
    base: string,
    path: string,
    { method, token, headers = {}, json }: CallOptions = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(base + path, {
      method: method ?? (json === undefined ? 'GET' : 'POST'),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? null : JSON.stringify(json),
    });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Body;
    return { status: response.status, headers: response.headers, body };
  }

  /** Signs in by password through the gateway. */
  async signIn(username: string, password: string): Promise<Tokens> {
    const { status, body } = await this.call<Tokens>('/auth/token', {
      json: { username, password },
    });
    if (status !== 200) throw new Error(`sign-in answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Signs in as one of the demo's users. */
  async signInAs(who: 'customer' | 'support'): Promise<Tokens> {
    const user = this.description.users.find(({ email }) => email.startsWith(who));
    if (!user) throw new Error(`there is no ${who}`);
    return this.signIn(user.email, user.password);
  }

  /** A client-credentials token from the token endpoint. */
  async machineToken(client: string, scope: string): Promise<string> {
    const { pool, secrets, emulatorUrl } = this.description;
    const credentials = Buffer.from(`${pool.clients[client]}:${secrets[client]}`).toString(
      'base64',
    );
    const response = await fetch(`${emulatorUrl}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
    });
    const body = (await response.json()) as { access_token?: string; error?: string };
    if (body.access_token === undefined) throw new Error(`no token: ${body.error}`);
    return body.access_token;
  }
}
