import { type ElevatedRights, openApiSecurity, type RouteDescription } from '@gatehouse/auth-nest';
import { scopeVocabulary } from '@gatehouse/contracts';
import { type OpenApiDocument, openApiDocument } from '@gatehouse/platform-nest';
import type { z } from 'zod';

/** What a service states about its API as a whole; everything else comes from the routes. */
export interface ServiceApi {
  readonly title: string;
  readonly description: string;
  /** The schemas of bodies that get a name in the document. */
  readonly schemas: Readonly<Record<string, z.ZodType>>;
}

/** What callers must know of their tokens. */
export interface DocumentedSecurity {
  /** Cognito's token endpoint as readers reach it, `https://<domain>/oauth2/token`; undefined: the document does not state it. */
  readonly tokenUrl: string | undefined;
  /** Rights that count for users only after a sign-in of some strength. */
  readonly elevatedRights: ElevatedRights;
}

/**
 * The OpenAPI document of a service's routes, with the paths that callers see at the gateway.
 *
 * @throws OpenApiError for a route that cannot be documented truly
 */
export function serviceDocument(
  routes: readonly RouteDescription[],
  { title, description, schemas }: ServiceApi,
  { tokenUrl, elevatedRights }: DocumentedSecurity,
): OpenApiDocument {
  const { securitySchemes, operation } = openApiSecurity({
    scopes,
    oauth: oauth(tokenUrl),
    elevatedRights,
  });
  return openApiDocument({
    info: { title, version: '1', description },
    servers: [gateway],
    routes,
    schemas,
    securitySchemes,
    access: ({ requirements }) => operation(requirements),
  });
}

const gateway = {
  url: '{gateway}',
  description: 'The gateway',
  variables: { gateway: { default: 'http://localhost:3000' } },
};

/** The right that each scope gives its holder. */
const scopes: Readonly<Record<string, string>> = Object.fromEntries(Object.values(scopeVocabulary));

/** Both endpoints are at the same domain (Amazon Cognito developer guide, "User pool endpoints and managed login"). */
function oauth(tokenUrl: string | undefined) {
  if (tokenUrl === undefined) return undefined;
  return { tokenUrl, authorizationUrl: new URL('authorize', tokenUrl).href };
}
