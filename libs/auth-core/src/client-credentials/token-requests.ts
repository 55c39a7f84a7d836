import type { Clock } from '../clock.js';
import { boundedPost } from './bounded-post.js';
import { ClientSecrets, type ClientSecretValues } from './client-secrets.js';
import { getClientToken } from './get-client-token.js';
import { HeldToken } from './held-token.js';
import type { ClientCredentialsLimits } from './limits.js';
import { RequestRate } from './request-rate.js';
import { grantedToken } from './token-answer.js';
import { tokenEndpoint } from './token-endpoint.js';
import type { TokenMethod, TokenMethodOptions } from './token-method.js';

/** The requests for tokens of one client, by either of Cognito's ways, within the set rate. */
export class TokenRequests {
  private readonly method: TokenMethod;
  private readonly secrets: ClientSecrets;
  private readonly rate: RequestRate;
  private readonly closing = new AbortController();

  constructor(
    options: TokenMethodOptions & {
      readonly clientId: string;
      readonly clientSecrets: ClientSecretValues;
    },
    private readonly limits: ClientCredentialsLimits,
    private readonly clock: Clock,
  ) {
    const { clientId, clientSecrets } = options;
    this.method =
      options.tokenUrl === undefined
        ? getClientToken(options.getClientTokenUrl, clientId)
        : tokenEndpoint(options.tokenUrl, clientId);
    this.secrets = new ClientSecrets(clientSecrets);
    this.rate = new RequestRate(limits.requestsPerSecond, limits.rateWaitMilliseconds, clock);
  }

  /** @throws TokenUnavailableError */
  send(scopeSet: string): Promise<HeldToken> {
    return this.secrets.withAccepted((secret) => this.sendWith(secret, scopeSet));
  }

  /** Ends those under way. */
  close(): void {
    this.closing.abort();
  }

  private async sendWith(secret: string, scopeSet: string): Promise<HeldToken> {
    await this.rate.turn();
    const askedAt = this.clock.nowMilliseconds();
    const bounds = {
      timeoutMilliseconds: this.limits.requestTimeoutMilliseconds,
      answerBytes: this.limits.answerBytes,
      nowMilliseconds: askedAt,
    };
    const request = this.method.request(scopeSet, secret);
    const answer = await boundedPost(request, bounds, this.closing.signal);
    return new HeldToken(grantedToken(this.method, answer, scopeSet), askedAt, this.limits);
  }
}
