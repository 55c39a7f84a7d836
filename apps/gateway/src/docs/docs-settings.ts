import { fields } from '@gatehouse/platform-core';
import type { z } from 'zod';
import type { ServiceDocumentsLimits } from './service-documents.js';

/** The settings of the page of the API at `/docs`. */
export const docsSettings = {
  GATEWAY_DOCS: fields
    .oneOf(['on', 'off'])
    .optional()
    .describe('Whether `/docs` shows the API to try. Absent: `off` in production, `on` otherwise.'),
  COGNITO_DOMAIN_URL: fields
    .httpUrl()
    .optional()
    .describe(
      "The pool's domain as a browser reaches it, where people sign in from `/docs`: `https://<domain>`.",
    ),
  DOCS_CLIENT_ID: fields
    .text()
    .optional()
    .describe(
      'The public app client that people sign in with from `/docs`. It must be one of the accepted app clients.',
    ),
  DOCS_CACHE_SECONDS: fields
    .seconds(60)
    .describe("How long `/docs` shows the services' documents before they are fetched again."),
  DOCS_COOL_DOWN_SECONDS: fields
    .seconds(5, { min: 1, max: 3_600 })
    .describe('The shortest time between a failed fetch of these documents and the next one.'),
  DOCS_TIMEOUT_SECONDS: fields
    .seconds(3, { min: 1, max: 60 })
    .describe('The longest time of such a fetch.'),
  DOCS_LIMIT_BYTES: fields
    .bytes(1_048_576, { max: 67_108_864 })
    .describe('The largest document of a service. Those of this repository have about 30 KB.'),
};

type DocsConfig = z.output<z.ZodObject<typeof docsSettings>>;

export function docsLimits(config: DocsConfig): ServiceDocumentsLimits {
  return {
    freshSeconds: config.DOCS_CACHE_SECONDS,
    coolDownSeconds: config.DOCS_COOL_DOWN_SECONDS,
    timeoutMilliseconds: config.DOCS_TIMEOUT_SECONDS * 1000,
    maxBytes: config.DOCS_LIMIT_BYTES,
  };
}
