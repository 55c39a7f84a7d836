import { setTimeout as wait } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { CallerLeftError } from '../forwarding-error.js';
import { type RelayOptions, ResponseRelay } from '../response/response-relay.js';
import type { Upstream } from './upstream.js';

const retryableMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
/** The upstream closed the connection before it responded, as one does that is being replaced. */
const connectionLost = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'ECONNREFUSED']);

/**
 * Sends a request and relays the response. Safe requests without a body are sent again, within the upstream's limits, when
 * their connection was lost before the response; a response of any status is final.
 */
export async function dispatchWithRetries(
  upstream: Upstream,
  request: Dispatcher.DispatchOptions,
  relayOptions: RelayOptions,
): Promise<void> {
  const { retries: most, pauseMilliseconds } = upstream.retries;
  const retries = retryableMethods.has(request.method) && request.body === null ? most : 0;
  for (let attempt = 0; ; attempt += 1) {
    const relay = new ResponseRelay(relayOptions);
    upstream.dispatch(request, relay);
    try {
      await relay.done;
      return;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (attempt >= retries || !connectionLost.has(code)) throw error;
      await wait(pauseMilliseconds * (attempt + 1));
      if (relayOptions.response.destroyed) throw new CallerLeftError();
    }
  }
}
