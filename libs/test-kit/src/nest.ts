/**
 * Starts Nest apps in the test's own process, on Fastify or on Express. It needs `@nestjs/common` and `@nestjs/core`,
 * which the rest of the test kit doesn't.
 */
import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** Nest's seam to a server: `new FastifyAdapter()`, `new ExpressAdapter()`. */
type HttpAdapter = ReturnType<INestApplication['getHttpAdapter']>;

export interface AppOptions<App extends INestApplication> {
  /** The server beneath; without one Nest takes Express. */
  readonly adapter?: HttpAdapter;
  /** Sets the app up as its own `main.ts` does, before it listens. */
  readonly prepare?: (app: App) => void | Promise<void>;
}

/** An app that listens on a free port of loopback. */
export interface StartedApp<App extends INestApplication> {
  readonly app: App;
  /** Such as `http://127.0.0.1:40001`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the app of a module, guards and filters and all, without its logs.
 *
 * @throws whatever stops the start; nothing is left listening then
 */
export async function startApp<App extends INestApplication = INestApplication>(
  module: Type | DynamicModule,
  { adapter, prepare }: AppOptions<App> = {},
): Promise<StartedApp<App>> {
  const options = { logger: false, abortOnError: false } as const;
  const app = await (adapter
    ? NestFactory.create<App>(module, adapter as never, options)
    : NestFactory.create<App>(module, options));
  try {
    await prepare?.(app);
    await app.listen(0, '127.0.0.1');
    return { app, url: await app.getUrl(), close: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}
