import type { OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'undici';
import { Attempts } from './attempts.js';
import { type BaseUrl, composeRequest, readBaseUrl } from './compose-request.js';
import type { Outcome } from './exchange.js';
import { MachineTokens, type MachineTokenOptions } from './machine-tokens.js';
import { oneLookupAtATime } from './one-lookup-at-a-time.js';
import { readAnswer } from './read-answer.js';
import { completeLimits, type ServiceClientLimits } from './service-client-limits.js';
import { ServiceUnavailableError } from './service-errors.js';
import type { ServiceAnswer, ServiceRequest } from './service-request.js';

export interface ServiceClientOptions {
  /** What the service is called in errors and logs, such as `user-service`. */
  readonly name: string;
  /** An origin, and a path where all the service's paths have one in common. */
  readonly baseUrl: string;
  /** Whose token calls carry; without, they carry none. The source is closed with the client's app. */
  readonly tokens?: MachineTokenOptions;
  readonly limits?: Partial<ServiceClientLimits>;
}

/**
 * Calls one other service, with this service's own access token and for the caller whose Txn-Token it passes on.
 * Every call ends within a deadline. Calls that may be sent twice are, when that can help; a service that fails is
 * left alone for a while. Redirects aren't followed.
 *
 * ```ts
 * const { body } = await users.request({
 *   path: `/users/${encodeURIComponent(id)}`,
 *   context: callContextOf(request),
 *   parse: (body) => profile.parse(body),
 * });
 * ```
 */
export class ServiceClient implements OnApplicationShutdown {
  readonly name: string;
  private readonly base: BaseUrl;
  private readonly limits: ServiceClientLimits;
  private readonly tokens: MachineTokens | undefined;
  private readonly pool: Pool;
  private readonly attempts: Attempts;
  private underWay = 0;

  /** @throws TypeError or RangeError for options that make no sense */
  constructor({ name, baseUrl, tokens, limits = {} }: ServiceClientOptions) {
    this.name = name;
    this.base = readBaseUrl(baseUrl);
    this.limits = completeLimits(limits);
    this.tokens = tokens && new MachineTokens(name, tokens);
    this.pool = new Pool(this.base.origin, {
      connections: this.limits.connections,
      connect: {
        timeout: this.limits.connectTimeoutMilliseconds,
        lookup: oneLookupAtATime,
      },
      headersTimeout: this.limits.headersTimeoutMilliseconds,
      bodyTimeout: this.limits.bodyTimeoutMilliseconds,
    });
    this.attempts = new Attempts(name, this.pool, this.limits);
  }

  /**
   * The answer, with a status of 2xx.
   *
   * @throws ServiceUnavailableError when there is none, now; ServiceAnswerError for any other answer; TypeError for
   *   a request that can't be sent
   */
  async request<Body>(request: ServiceRequest<Body>): Promise<ServiceAnswer<Body>> {
    if (this.underWay >= this.limits.concurrentCalls) {
      throw new ServiceUnavailableError(this.name, 'overloaded', 'too many calls under way', 1);
    }
    this.underWay += 1;
    try {
      return readAnswer(this.name, await this.send(request), request.parse);
    } finally {
      this.underWay -= 1;
    }
  }

  /** Lets calls under way end and takes no more. */
  async close(): Promise<void> {
    if (!this.pool.closed) await this.pool.close();
  }

  /** Called when the app's server has ended; until then requests being answered may need this client. */
  async onApplicationShutdown(): Promise<void> {
    this.tokens?.close();
    await this.close();
  }

  private async send(request: ServiceRequest<unknown>): Promise<Outcome> {
    const deadline = performance.now() + this.limits.deadlineMilliseconds;
    const { tokens } = this;
    const terms = { deadline, repeatable: isRepeatable(request) };
    const bearer = tokens && (tokens.present() ?? (await tokens.before(deadline)));
    const sent = composeRequest(this.base, request, bearer);
    const outcome = await this.attempts.send(sent, terms);
    if (!tokens || bearer === undefined || outcome.status !== 401) return outcome;
    const fresh = await tokens.after(bearer, outcome, deadline);
    if (fresh === undefined) return outcome;
    return this.attempts.send(composeRequest(this.base, request, fresh), terms);
  }
}

/** Safe methods (RFC 9110 §9.2.1), and calls the service knows by a key. */
function isRepeatable({ method = 'GET', idempotencyKey }: ServiceRequest<unknown>): boolean {
  return (
    idempotencyKey !== undefined || method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  );
}
