import {
  type AccessTokens,
  type ClientCredentialsTokenSource,
  type Scopes,
  TokenUnavailableError,
} from '@gatehouse/auth-core';
import type { Outcome } from './exchange.js';
import { ServiceUnavailableError } from './service-errors.js';

/** Whose access token calls carry. */
export interface MachineTokenOptions {
  readonly source: Pick<ClientCredentialsTokenSource, 'forScopes' | 'close'>;
  readonly scopes: Scopes;
}

/** The Authorization header of a client's calls. */
export class MachineTokens {
  private readonly tokens: AccessTokens;
  #token = '';
  #bearer = '';

  constructor(
    private readonly service: string,
    private readonly options: MachineTokenOptions,
  ) {
    this.tokens = options.source.forScopes(options.scopes);
  }

  /** The header's value, where a token is there. */
  present(): string | undefined {
    const token = this.tokens.present();
    return token === undefined ? undefined : this.bearer(token);
  }

  /**
   * The header's value, waited for up to a moment on the clock of `performance`.
   *
   * @throws ServiceUnavailableError `token_unavailable`
   */
  async before(deadline: number): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<never>((_resolve, reject) => {
      const late = () => reject(new TokenUnavailableError('timeout', 'no token in time'));
      timer = setTimeout(late, deadline - performance.now());
    });
    try {
      return this.bearer(await Promise.race([this.tokens.token(), timeUp]));
    } catch (error) {
      if (!(error instanceof TokenUnavailableError)) throw error;
      const { reason, detail, retryAfterSeconds = 1 } = error;
      const said = `${reason}: ${detail}`;
      const seconds = Math.max(1, Math.ceil(retryAfterSeconds));
      throw new ServiceUnavailableError(this.service, 'token_unavailable', said, seconds);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Another header's value after one that an answer refuses as `invalid_token` (RFC 6750 §3.1), as the token may have
   * been made useless before its time. Undefined when the answer says something else, or there is no other token.
   */
  async after(refused: string, outcome: Outcome, deadline: number): Promise<string | undefined> {
    if (outcome.fault !== undefined || outcome.status !== 401) return undefined;
    if (!refusesToken(outcome.headers['www-authenticate'])) return undefined;
    this.tokens.forget(refused.slice(scheme.length));
    const fresh = this.present() ?? (await this.before(deadline));
    return fresh === refused ? undefined : fresh;
  }

  close(): void {
    this.options.source.close();
  }

  /** A token serves many calls, so the header is made once for it. */
  private bearer(token: string): string {
    if (token !== this.#token) {
      this.#token = token;
      this.#bearer = scheme + token;
    }
    return this.#bearer;
  }
}

const scheme = 'Bearer ';
const invalidTokenChallenge = /(?:^|,\s*)Bearer\s(?:.*[\s,])?error\s*=\s*"?invalid_token\b/i;

function refusesToken(challenges: string | string[] | undefined): boolean {
  return [challenges ?? []].flat().some((challenge) => invalidTokenChallenge.test(challenge));
}
