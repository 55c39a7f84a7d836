import { Public } from '@gatehouse/auth-nest';
import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DocsPage } from './docs-page.js';
import { ServiceDocuments } from './service-documents.js';
import { SwaggerUi } from './swagger-ui.js';

/**
 * The API to read and to try: Swagger UI, out of the gateway itself, with the documents of all services in one. Its
 * files are addressed from `/docs` on, so that the page works behind a proxy that adds a prefix.
 */
@Controller('docs')
export class DocsController {
  constructor(
    private readonly page: DocsPage,
    private readonly swaggerUi: SwaggerUi,
    private readonly documents: ServiceDocuments,
  ) {}

  @Get()
  @Public()
  html(@Res({ passthrough: true }) reply: FastifyReply): string {
    this.send(reply, 'text/html; charset=utf-8', 'no-cache');
    return this.page.html;
  }

  @Get('start.js')
  @Public()
  script(@Res({ passthrough: true }) reply: FastifyReply): string {
    this.send(reply, 'text/javascript; charset=utf-8', 'no-cache');
    return this.page.script;
  }

  @Get('openapi.json')
  @Public()
  async document(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const document = await this.documents.combined();
    this.send(reply, 'application/json', 'public, max-age=60');
    return document;
  }

  @Get('swagger-ui.css')
  @Public()
  styles(@Res({ passthrough: true }) reply: FastifyReply): Buffer {
    this.send(reply, 'text/css; charset=utf-8', kept);
    return this.swaggerUi.file('swagger-ui.css');
  }

  @Get('swagger-ui-bundle.js')
  @Public()
  bundle(@Res({ passthrough: true }) reply: FastifyReply): Buffer {
    this.send(reply, 'text/javascript; charset=utf-8', kept);
    return this.swaggerUi.file('swagger-ui-bundle.js');
  }

  @Get('favicon.png')
  @Public()
  icon(@Res({ passthrough: true }) reply: FastifyReply): Buffer {
    this.send(reply, 'image/png', kept);
    return this.swaggerUi.file('favicon-32x32.png');
  }

  /** Where sign-in sends the browser back to, with the code in the address. */
  @Get('oauth2-redirect.html')
  @Public()
  redirect(@Res({ passthrough: true }) reply: FastifyReply): Buffer {
    this.send(reply, 'text/html; charset=utf-8', 'no-store');
    return this.swaggerUi.file('oauth2-redirect.html');
  }

  @Get('oauth2-redirect.js')
  @Public()
  redirectScript(@Res({ passthrough: true }) reply: FastifyReply): Buffer {
    this.send(reply, 'text/javascript; charset=utf-8', kept);
    return this.swaggerUi.file('oauth2-redirect.js');
  }

  private send(reply: FastifyReply, type: string, caching: string): void {
    void reply.headers({
      ...this.page.protection,
      'content-type': type,
      'cache-control': caching,
    });
  }
}

/** Files of one version of Swagger UI. */
const kept = 'public, max-age=3600';
