import { describeRoutes, type ElevatedRights, Public } from '@gatehouse/auth-nest';
import { Controller, Get, Header, Inject, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type ServiceApi, serviceDocument } from './service-document.js';

export interface OpenApiSettings {
  readonly api: ServiceApi;
  readonly elevatedRights: ElevatedRights;
  readonly tokenUrl: string | undefined;
}

export const openApiSettings = Symbol('OpenAPI settings');

/** The service's OpenAPI document, created before the app listens, so that an error in it stops the start. */
@Controller()
export class OpenApiController implements OnModuleInit {
  private document = '';

  constructor(
    private readonly modules: ModuleRef,
    @Inject(openApiSettings) private readonly settings: OpenApiSettings,
  ) {}

  onModuleInit(): void {
    // The gateway does not forward this route.
    const routes = describeRoutes(this.modules).filter(
      ({ controller }) => controller !== OpenApiController,
    );
    const { api, ...security } = this.settings;
    this.document = JSON.stringify(serviceDocument(routes, api, security));
  }

  @Get('openapi.json')
  @Public()
  @Header('cache-control', 'public, max-age=300')
  @Header('content-type', 'application/json')
  get(): string {
    return this.document;
  }
}
