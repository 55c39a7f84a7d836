import { readBounded } from '@gatehouse/platform-core';
import { type ServiceDocument, serviceDocument } from './combined-document.js';

/** Bounds on a service's OpenAPI document. Ours have about 30 KB. */
export const serviceDocumentLimits = {
  /** Largest document, in bytes. */
  maxBytes: 1_048_576,
  /** Longest time until it is there whole, in milliseconds. */
  timeoutMilliseconds: 3_000,
} as const;

/** @param address where the service is, also below a path */
export async function fetchDocument(address: string): Promise<ServiceDocument> {
  const { maxBytes, timeoutMilliseconds } = serviceDocumentLimits;
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
