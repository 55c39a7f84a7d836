import type { Clock, Logger } from '@gatehouse/platform-core';
import type { UpstreamName } from '../routes.js';
import { combinedDocument, type ServiceDocument } from './combined-document.js';
import { DocumentsUnavailableError } from './errors.js';
import { fetchDocument, type ServiceDocumentLimits } from './fetch-document.js';
import type { ReaderSecurity } from './reader-security.js';

/** Bounds on requests for the OpenAPI documents of services. */
export interface ServiceDocumentsLimits extends ServiceDocumentLimits {
  /** A document is shown for so long before it is fetched again. */
  readonly freshSeconds: number;
  /** Shortest time between a failed fetch and the next one. */
  readonly coolDownSeconds: number;
}

export interface ServiceDocumentsOptions {
  /** The address of each service. */
  readonly addresses: ReadonlyMap<UpstreamName, string>;
  readonly security: ReaderSecurity;
  readonly limits: ServiceDocumentsLimits;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * The documents of all services in one. They are asked when somebody wants it, one at a time however many want it, and
 * what they said last is shown while one of them is away.
 */
export class ServiceDocuments {
  private last: { readonly text: string; readonly until: number } | undefined;
  private fetching: Promise<string> | undefined;
  private restUntil = 0;

  constructor(private readonly options: ServiceDocumentsOptions) {}

  /** @throws DocumentsUnavailableError while they have never been there */
  combined(): Promise<string> {
    if (this.last && this.now() < this.last.until) return Promise.resolve(this.last.text);
    this.fetching ??= this.fetch().finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  private async fetch(): Promise<string> {
    if (this.now() < this.restUntil) return this.fallback();
    try {
      const { addresses, security, limits } = this.options;
      const documents = await Promise.all(
        [...addresses].map(async ([name, address]): Promise<[UpstreamName, ServiceDocument]> => [
          name,
          await fetchDocument(address, limits),
        ]),
      );
      const text = JSON.stringify(combinedDocument(new Map(documents), security));
      this.last = { text, until: this.now() + this.options.limits.freshSeconds * 1000 };
      return text;
    } catch (error) {
      this.restUntil = this.now() + this.options.limits.coolDownSeconds * 1000;
      this.options.logger.warn({ err: error }, 'a service gives no OpenAPI document');
      return this.fallback(error);
    }
  }

  private fallback(cause?: unknown): string {
    if (this.last) return this.last.text;
    throw new DocumentsUnavailableError(this.options.limits.coolDownSeconds, cause);
  }

  private now(): number {
    return this.options.clock.nowMilliseconds();
  }
}
