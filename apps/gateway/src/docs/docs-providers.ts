import { ConfigError, type Logger, systemClock } from '@gatehouse/platform-core';
import type { Provider } from '@nestjs/common';
import { accessTokenOptions } from '../authentication/access-token-options.js';
import type { GatewayConfig } from '../config.js';
import { type UpstreamName, upstreams } from '../routes.js';
import { DocsPage } from './docs-page.js';
import { docsLimits } from './docs-settings.js';
import { readerSecurity } from './reader-security.js';
import { ServiceDocuments } from './service-documents.js';
import { SwaggerUi } from './swagger-ui.js';

/**
 * What DocsController is made of.
 *
 * @throws ConfigError when the gateway wouldn't take the tokens people get there
 */
export function docsProviders(config: GatewayConfig, logger: Logger): Provider[] {
  const { COGNITO_DOMAIN_URL: domainUrl, DOCS_CLIENT_ID: clientId } = config;
  const { pools } = accessTokenOptions(config);
  if (clientId !== undefined && !pools.some(({ clientIds }) => clientIds.includes(clientId))) {
    throw new ConfigError(['DOCS_CLIENT_ID: is no client whose tokens are taken']);
  }
  const addresses = new Map(
    Object.entries(upstreams).map(([name, variable]) => [name as UpstreamName, config[variable]]),
  );
  const security = readerSecurity(domainUrl);
  return [
    { provide: DocsPage, useValue: new DocsPage({ domainUrl, clientId }) },
    { provide: SwaggerUi, useValue: new SwaggerUi() },
    {
      provide: ServiceDocuments,
      useValue: new ServiceDocuments({
        addresses,
        security,
        logger,
        limits: docsLimits(config),
        clock: systemClock,
      }),
    },
  ];
}
