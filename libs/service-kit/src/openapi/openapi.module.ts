import { type DynamicModule, Module } from '@nestjs/common';
import type { ServiceConfig } from '../settings/service-settings.js';
import { staffRights } from '../settings/staff-settings.js';
import { OpenApiController, openApiSettings, type OpenApiSettings } from './openapi.controller.js';
import type { ServiceApi } from './service-document.js';

/** `GET /openapi.json`: the document of all routes of the app, for any caller. */
@Module({})
export class OpenApiModule {
  static forRoot(config: ServiceConfig, api: ServiceApi): DynamicModule {
    const settings: OpenApiSettings = {
      api,
      elevatedRights: staffRights(config),
      tokenUrl: tokenUrlOf(config),
    };
    return {
      module: OpenApiModule,
      controllers: [OpenApiController],
      providers: [{ provide: openApiSettings, useValue: settings }],
    };
  }
}

/** The token endpoint as readers of the document reach it, which may differ from how the service does. */
function tokenUrlOf({ COGNITO_DOMAIN_URL, COGNITO_TOKEN_URL }: ServiceConfig): string | undefined {
  return COGNITO_DOMAIN_URL === undefined
    ? COGNITO_TOKEN_URL
    : `${COGNITO_DOMAIN_URL}/oauth2/token`;
}
