import { type Clock, systemClock } from '../clock.js';

export interface ClientCredentialsOptions {
  /** Cognito's token endpoint, `https://<domain>/oauth2/token`. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Always explicit: Cognito gives every scope of the client when none is asked for. */
  readonly scopes: readonly [string, ...string[]];
  readonly clock?: Clock;
}

/** No client-credentials token can be had. The message holds no secret. */
export class TokenUnavailableError extends Error {
  override name = 'TokenUnavailableError';
}

/** A token is asked for again when less than this is left of it. */
const renewalMarginSeconds = 60;
const timeoutMilliseconds = 5_000;

/**
 * A machine's own access tokens, by the client credentials grant (RFC 6749 §4.4). A token is kept until shortly
 * before it expires and only one request is under way at a time, because Cognito bills and limits each.
 */
export class ClientCredentialsTokenSource {
  private readonly clock: Clock;
  private current: { readonly token: string; readonly renewAt: number } | undefined;
  private requesting: Promise<string> | undefined;

  constructor(private readonly options: ClientCredentialsOptions) {
    this.clock = options.clock ?? systemClock;
  }

  /**
   * A token with at least some seconds to live.
   *
   * @throws TokenUnavailableError
   */
  async token(): Promise<string> {
    if (this.current && this.clock.nowMilliseconds() < this.current.renewAt) {
      return this.current.token;
    }
    this.requesting ??= this.request().finally(() => (this.requesting = undefined));
    return this.requesting;
  }

  /** Gives up a token that was refused, so that the next one is new. */
  forget(token: string): void {
    if (this.current?.token === token) this.current = undefined;
  }

  private async request(): Promise<string> {
    const answer = await this.post();
    const askedAt = this.clock.nowMilliseconds();
    if (!isTokenAnswer(answer)) {
      throw new TokenUnavailableError('the token endpoint gave no usable answer');
    }
    const usableSeconds = Math.max(answer.expires_in - renewalMarginSeconds, answer.expires_in / 2);
    this.current = { token: answer.access_token, renewAt: askedAt + usableSeconds * 1000 };
    return answer.access_token;
  }

  private async post(): Promise<unknown> {
    const { tokenUrl, clientId, clientSecret, scopes } = this.options;
    try {
      const response = await fetch(tokenUrl, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
        headers: { authorization: basic(clientId, clientSecret) },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: scopes.join(' ') }),
      });
      if (response.ok) return await response.json();
      await response.body?.cancel();
      throw new TokenUnavailableError(`the token endpoint answered ${response.status}`);
    } catch (cause) {
      if (cause instanceof TokenUnavailableError) throw cause;
      throw new TokenUnavailableError('the token endpoint did not answer', { cause });
    }
  }
}

/** Client authentication of RFC 6749 §2.3.1: both parts form-encoded, then Basic. */
function basic(clientId: string, clientSecret: string): string {
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function isTokenAnswer(value: unknown): value is { access_token: string; expires_in: number } {
  if (typeof value !== 'object' || value === null) return false;
  const { access_token: token, expires_in: expiresIn } = value as Record<string, unknown>;
  return (
    typeof token === 'string' && token !== '' && typeof expiresIn === 'number' && expiresIn > 0
  );
}
