import { openApiSecurity, type RouteDescription } from '@gatehouse/auth-nest';
import { order, orderPage, placeOrder, scopeVocabulary } from '@gatehouse/contracts';
import { type OpenApiDocument, openApiDocument } from '@gatehouse/platform-nest';

/**
 * The OpenAPI document of these routes of order-service, with the paths callers see at the gateway.
 *
 * @param tokenUrl Cognito's token endpoint, `https://<domain>/oauth2/token`
 * @throws OpenApiError for a route that can't be documented truly
 */
export function orderServiceDocument(
  routes: readonly RouteDescription[],
  tokenUrl: string | undefined,
): OpenApiDocument {
  const { securitySchemes, operation } = openApiSecurity({ scopes, oauth: oauth(tokenUrl) });
  return openApiDocument({
    info: { title: 'Orders', version: '1', description },
    servers: [gateway],
    routes,
    schemas: { Order: order, OrderPage: orderPage, PlaceOrder: placeOrder },
    securitySchemes,
    access: ({ requirements }) => operation(requirements),
  });
}

const description = 'Orders, as callers reach them through the gateway.';

const gateway = {
  url: '{gateway}',
  description: 'The gateway',
  variables: { gateway: { default: 'http://localhost:3000' } },
};

/** What each scope lets its holder do. */
const scopes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.values(scopeVocabulary)),
};

/** Both endpoints are at the same domain (Amazon Cognito developer guide, "User pool endpoints and managed login"). */
function oauth(tokenUrl: string | undefined) {
  if (tokenUrl === undefined) return undefined;
  return { tokenUrl, authorizationUrl: new URL('authorize', tokenUrl).href };
}
