import type fastifyReplyFrom from '@fastify/reply-from';

const retryableMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
/** The upstream closed the connection before it answered, as one does that is being replaced. */
const connectionLost = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'ECONNREFUSED']);
const maxRetries = 2;
const delayMilliseconds = 50;

/** Safe requests whose connection was lost are sent again, twice at most. An answer, of any status, is an answer. */
export function retryDelay({ err, req, attempt }: fastifyReplyFrom.RetryDetails): number | null {
  const code = (err as NodeJS.ErrnoException | null)?.code ?? '';
  const retry =
    connectionLost.has(code) && retryableMethods.has(req.method) && attempt < maxRetries;
  return retry ? delayMilliseconds * (attempt + 1) : null;
}
