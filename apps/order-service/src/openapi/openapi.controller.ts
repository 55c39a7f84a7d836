import { describeRoutes, Public } from '@gatehouse/auth-nest';
import { Controller, Get, Header, Inject, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { orderServiceDocument } from './order-service-document.js';

/** Where Cognito's token endpoint is, undefined where this service isn't told. */
export const tokenUrlForReaders = Symbol('token URL for readers');

/** This service's OpenAPI document. It is made before the app listens, so that one that can't be made stops the start. */
@Controller()
export class OpenApiController implements OnModuleInit {
  private document = '';

  constructor(
    private readonly modules: ModuleRef,
    @Inject(tokenUrlForReaders) private readonly tokenUrl: string | undefined,
  ) {}

  onModuleInit(): void {
    // The gateway doesn't forward this route.
    const routes = describeRoutes(this.modules).filter(
      ({ controller }) => controller !== OpenApiController,
    );
    this.document = JSON.stringify(orderServiceDocument(routes, this.tokenUrl));
  }

  @Get('openapi.json')
  @Public()
  @Header('cache-control', 'public, max-age=300')
  @Header('content-type', 'application/json')
  get(): string {
    return this.document;
  }
}
