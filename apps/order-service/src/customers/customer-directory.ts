import { type ClientCredentialsTokenSource, txnTokenHeaderName } from '@gatehouse/auth-core';
import { profile } from '@gatehouse/contracts';
import type { Call } from '../calls/current-call.decorator.js';
import { CustomerCheckUnavailableError } from './errors.js';

/** How long user-service may take to answer. */
const defaultLimits = { timeoutMilliseconds: 2_000 };

/** Asks user-service about customers: with this service's own access token, for the caller whose Txn-Token it passes on. */
export class CustomerDirectory {
  constructor(
    private readonly userServiceUrl: string,
    private readonly tokens: ClientCredentialsTokenSource,
    private readonly limits = defaultLimits,
  ) {}

  /**
   * Whether there is such a customer, as far as the caller may know.
   *
   * @throws CustomerCheckUnavailableError when user-service doesn't say
   */
  async has(customerId: string, call: Call): Promise<boolean> {
    try {
      return await this.ask(customerId, call);
    } catch (error) {
      if (error instanceof CustomerCheckUnavailableError) throw error;
      throw new CustomerCheckUnavailableError('no answer', { cause: error });
    }
  }

  private async ask(customerId: string, call: Call): Promise<boolean> {
    const response = await this.getUser(customerId, call);
    if (response.ok) {
      const user = profile.safeParse(await response.json());
      if (user.data?.id === customerId) return true;
      throw new CustomerCheckUnavailableError('an answer that is not about this customer');
    }
    await response.body?.cancel();
    if (response.status === 404) return false;
    throw new CustomerCheckUnavailableError(`status ${response.status}`);
  }

  /** A token that is refused may have been made useless before its time, so a new one is tried once. */
  private async getUser(customerId: string, call: Call): Promise<Response> {
    const token = await this.tokens.token();
    const response = await this.send(customerId, call, token);
    if (response.status !== 401) return response;
    await response.body?.cancel();
    this.tokens.forget(token);
    return this.send(customerId, call, await this.tokens.token());
  }

  private send(customerId: string, call: Call, token: string): Promise<Response> {
    return fetch(`${this.userServiceUrl}/users/${encodeURIComponent(customerId)}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(this.limits.timeoutMilliseconds),
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'x-request-id': call.requestId,
        ...(call.txnToken === undefined ? {} : { [txnTokenHeaderName]: call.txnToken }),
      },
    });
  }
}
