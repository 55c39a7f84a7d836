import { readBounded } from '@gatehouse/platform-core';
import { type ServiceDocument, serviceDocument } from './combined-document.js';

/** Bounds on a service's OpenAPI document. */
export interface ServiceDocumentLimits {
  readonly maxBytes: number;
  /** Longest time until the document is complete. */
  readonly timeoutMilliseconds: number;
}

/** @param address where the service is, also below a path */
export async function fetchDocument(
  address: string,
  { maxBytes, timeoutMilliseconds }: ServiceDocumentLimits,
): Promise<ServiceDocument> {
  const response = await fetch(`${address.replace(/\/$/, '')}/openapi.json`, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new Error(`a service answered ${response.status} when asked for its document`);
  }
  const tooLarge = () => new Error('a service has too large a document');
  const bytes = await readBounded(response.body, maxBytes, tooLarge);
  return serviceDocument.parse(JSON.parse(bytes.toString('utf8')));
}
