import type { WholeAnswer } from './exchange.js';

/** `Retry-After` in seconds, or as a date (RFC 9110 §10.2.3); undefined where there is none that can be read. */
export function retryAfterSeconds(headers: WholeAnswer['headers']): number | undefined {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}
