import { request } from 'node:http';
import { Resources } from '@gatehouse/test-kit';
import {
  type DynamicModule,
  type INestApplication,
  type LoggerService,
  Module,
  type Type,
} from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/** Both HTTP servers Nest runs on, for `describe.each`. */
export const adapters: [name: string, create: () => AbstractHttpAdapter][] = [
  ['Fastify', () => new FastifyAdapter()],
  ['Express', () => new ExpressAdapter()],
];

interface Parts {
  readonly auth: DynamicModule;
  readonly controllers: readonly Type[];
  readonly adapter?: AbstractHttpAdapter;
  readonly logger?: LoggerService;
  /** Called before the app listens. */
  readonly prepare?: (app: INestApplication) => void;
}

@Module({})
class TestedModule {}

/** A Nest app that listens on loopback, and a client for it. */
export class StartedApp {
  private constructor(
    private readonly app: INestApplication,
    readonly url: string,
  ) {}

  static async start(parts: Parts): Promise<StartedApp> {
    const { auth, adapter = new FastifyAdapter(), logger = false, prepare } = parts;
    const controllers = [...parts.controllers];
    const module = { module: TestedModule, imports: [auth], controllers };
    const resources = new Resources();
    const app = await resources.add(
      NestFactory.create(module, adapter, { logger, abortOnError: false }),
    );
    return resources.open(async () => {
      prepare?.(app);
      await app.listen(0, '127.0.0.1');
      return new StartedApp(app, await app.getUrl());
    });
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, { headers });
  }

  /** Sends headers exactly as given, name and value in turn, which fetch would merge. */
  raw(method: string, path: string, headers: readonly string[]): Promise<RawAnswer> {
    const { port } = new URL(this.url);
    const options = { host: '127.0.0.1', port, path, method };
    const framing = method === 'GET' ? [] : ['Content-Length', '0'];
    const sent = ['Host', 'localhost', ...framing, ...headers];
    return new Promise((resolve, reject) => {
      request({ ...options, headers: sent }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          resolve({ status, headers, body: body === '' ? undefined : JSON.parse(body) });
        });
      })
        .once('error', reject)
        .end();
    });
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** Keeps every log line, as the objects and texts that were logged. */
export class KeptLog implements LoggerService {
  readonly lines: unknown[] = [];
  readonly log = this.keep.bind(this);
  readonly error = this.keep.bind(this);
  readonly warn = this.keep.bind(this);
  readonly debug = this.keep.bind(this);
  readonly verbose = this.keep.bind(this);

  /** The lines that say a caller was refused. */
  get refusals(): Readonly<Record<string, unknown>>[] {
    const lines = this.lines.flat() as (Record<string, unknown> | undefined)[];
    return lines.filter((line) => line?.event === 'auth.refused') as Record<string, unknown>[];
  }

  private keep(...line: unknown[]): void {
    this.lines.push(line);
  }
}
