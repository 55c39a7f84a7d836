import { once, setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, createLogger, type Logger, systemClock } from '@gatehouse/platform-core';
import { boot, collections } from './boot.js';
import { redirectRootToConsole } from './console/root-redirect.js';
import { consoleRoutes } from './console/routes.js';
import { ShiftedClock } from './domain/shifted-clock.js';
import { StoreClosedError } from './domain/store.js';
import { darkRoutes } from './emulator-api/dark-routes.js';
import type { EmulatorParts } from './emulator-api/emulator-parts.js';
import { RequestLog } from './emulator-api/request-log.js';
import { emulatorRoutes } from './emulator-api/routes.js';
import { type EmulatorLimits, emulatorLimits } from './emulator-limits.js';
import { healthRoutes } from './http/health.js';
import { publicAddress } from './http/host.js';
import type { Route } from './http/route.js';
import { createHttpServer, serveRoutes } from './http/server.js';
import { stoppable } from './http/stop.js';
import { discoveryRoutes } from './oauth/discovery.js';
import { oauthEndpoints } from './oauth/routes.js';
import { createServices, type Services } from './operations/services.js';
import { assetRoutes } from './pages/assets/routes.js';
import { CsrfTokens } from './pages/security/csrf-tokens.js';
import { pageRoutes } from './pages/routes.js';
import { KeptOutbox } from './outbox/kept-outbox.js';
import { type PoolSummary, poolSummaries } from './pool-summaries.js';
import type { SmtpSink, SmtpSinkOptions } from './smtp/smtp-sink.js';
import { openStore } from './store/open-store.js';
import { loadBlueprint, type TemplateSource } from './template/load-blueprint.js';
import type { LocalModules } from './template/local-modules.js';
import type { GivenParameters } from './template/parameters.js';
import { LambdaTriggers } from './triggers/lambda-triggers.js';
import { wireRoutes } from './wire/routes.js';
import type { PageSupport } from './oauth/page-endpoint.js';
import { failurePage } from './pages/failure-page.js';

export interface EmulatorOptions {
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** The address to listen on: loopback unless told otherwise. */
  readonly host?: string;
  /** The port of a mail server whose mails go into the outbox; absent: there is none. 0 lets the system choose. */
  readonly smtpPort?: number | undefined;
  /** A CloudFormation template or several: the path of a file, its text in JSON or YAML, or what is in it. */
  readonly template?: TemplateSource | readonly TemplateSource[] | undefined;
  /** Values for the templates' parameters; those that have a default may be left out. */
  readonly parameters?: GivenParameters | undefined;
  /** Modules that run in the place of functions: `<path>#<handler>` by logical id, name or ARN. */
  readonly functions?: LocalModules | undefined;
  /** Where state is kept; in memory alone when absent. */
  readonly dataDirectory?: string | undefined;
  /** What issuers begin with; `http://localhost:<port>` when absent. */
  readonly publicUrl?: string | undefined;
  readonly region?: string;
  /** Whose issuers tokens carry: the emulator's own, the default, or those the pools would have on AWS. */
  readonly issuer?: 'emulator' | 'aws' | undefined;
  /** Whether public clients have to use PKCE, which Cognito leaves to them. */
  readonly requirePkce?: boolean | undefined;
  /**
   * How long to wait for a function, in seconds, instead of Cognito's 5 s and the function's own timeout. A debugger that
   * stops in a function needs more.
   */
  readonly functionTimeoutSeconds?: number | undefined;
  /** Where the secrets of the template's clients are shared, a file each. */
  readonly clientSecretsDirectory?: string | undefined;
  /** Limits of requests and of what is stored; those that are absent have defaults. */
  readonly limits?: Partial<EmulatorLimits> | undefined;
  /**
   * Creates a signing key for a pool: an RSA private key of 2048 bits in PEM. A new key takes about 0.1 s of CPU time, so
   * tests that start many emulators share keys.
   */
  readonly createSigningKey?: (() => Promise<string>) | undefined;
  readonly clock?: Clock;
  readonly log?: Logger;
}

/** A listening emulator with everything inside it, for the command, benchmarks and specs of this package. */
export interface RunningServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  readonly publicUrl: string;
  /** Where the mail server listens, if there is one. */
  readonly smtpUrl: string | undefined;
  readonly services: Services;
  readonly parts: EmulatorParts;
  /** The pools there are at the moment, with their clients and what those prove themselves with. */
  readonly pools: () => readonly PoolSummary[];
  /**
   * Stops accepting requests, gives those in progress two seconds (`limits.closingMilliseconds`) and releases the data
   * directory. With one, later changes are rejected with StoreClosedError. Every call returns the same promise.
   */
  readonly close: () => Promise<void>;
}

/**
 * Starts a server in this process.
 * @throws TemplateError, LocalModuleError, CorruptStateError, DirectoryInUseError, or the system's error for a port that is taken.
 */
export async function startServer(options: EmulatorOptions = {}): Promise<RunningServer> {
  const { region = 'eu-west-1', host = '127.0.0.1', issuer, requirePkce: requiresPkce } = options;
  const log = options.log ?? createLogger('cognito-emulator', 'silent');
  const limits = { ...emulatorLimits, ...options.limits };
  const server = createHttpServer(limits);
  const publicUrl = publicUrlOf(options, server);
  const blueprint = await loadBlueprint(options.template, region, options);
  const { store, close: closeStore } = await openStore(options.dataDirectory, collections, {
    foldAboveBytes: limits.journalBytes,
    onFoldFailure: (error) => log.error({ err: error }, 'a snapshot could not be written'),
  });
  const triggers = new LambdaTriggers(blueprint.functions, {
    timeoutSeconds: options.functionTimeoutSeconds,
    mostWorkers: limits.functionWorkers,
    onOutput: (functionArn, text) => log.debug({ functionArn, text }, 'a function printed'),
    environment: () => ({ AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: urlOf(server, host) }),
  });
  const stop = stoppable(server, limits.closingMilliseconds);
  const clock = new ShiftedClock(options.clock ?? systemClock, store);
  const outbox = new KeptOutbox(store, clock, limits.outboxMessages);
  const parts = { clock, triggers, publicUrl, issuer, requiresPkce };
  const services = createServices({ ...options, ...parts, store, outbox });
  const closing = new AbortController();
  // Any number of requests may wait for a message.
  setMaxListeners(0, closing.signal);
  const requestLog = new RequestLog(clock, limits.loggedRequests);
  const all = { services, clock, closing: closing.signal, log, outbox, requestLog, collections };
  serveRoutes(server, allRoutes(all), {
    log,
    clock,
    onExchange: (exchange) => requestLog.add(exchange),
    isUnavailable: (error) => error instanceof StoreClosedError,
  });
  const { clientSecretsDirectory } = options;
  const smtp = await boot(services, { parts, blueprint, clientSecretsDirectory })
    .then(() => listenOnPorts(server, options, { host, outbox, limits, log }))
    .catch(async (error: unknown) => {
      await triggers.close();
      await closeStore();
      throw error;
    });
  for (const remark of blueprint.remarks) log.warn(remark);
  makeKeysAhead(services, closing.signal).catch((error: unknown) =>
    log.error({ err: error }, 'keys could not be made'),
  );
  const url = urlOf(server, host);
  return {
    url,
    publicUrl: publicUrl(),
    smtpUrl: smtp.url,
    services,
    parts: all,
    pools: () => poolSummaries(services, url),
    close: closeOnce(async () => {
      closing.abort();
      await Promise.all([stop(), smtp.close()]);
      await triggers.close();
    }, closeStore),
  };
}

export function allRoutes(parts: EmulatorParts): readonly Route[] {
  const { services, log } = parts;
  const csrf = new CsrfTokens();
  return [
    ...healthRoutes,
    ...emulatorRoutes(parts),
    ...consoleRoutes(parts),
    // What pages load comes from elsewhere at Cognito, and is there for those that say it is dark.
    ...assetRoutes(services),
    ...redirectRootToConsole(
      services,
      darkRoutes(services.faults, [
        ...wireRoutes(services, log),
        ...oauthEndpoints(services, log, pageSupport(services, csrf)),
        ...discoveryRoutes(services),
        ...pageRoutes(services, log, csrf),
      ]),
    ),
  ];
}

/** What the endpoints that send browsers here are given. */
const pageSupport = (
  { publicUrl }: Pick<Services, 'publicUrl'>,
  csrf: CsrfTokens,
): PageSupport => ({
  failure: failurePage,
  formCookie: (request) => csrf.ofBrowser(request, publicUrl()).cookie,
});

/** Opens the port of Cognito, and that of the mail server where there is one; or neither. */
async function listenOnPorts(
  server: Server,
  { port = 0, smtpPort }: EmulatorOptions,
  options: Omit<SmtpSinkOptions, 'port'>,
): Promise<Partial<Pick<SmtpSink, 'url'>> & Pick<SmtpSink, 'close'>> {
  const smtp = smtpPort === undefined ? noSmtpSink : await openSmtp({ ...options, port: smtpPort });
  try {
    await listen(server, port, options.host);
    return smtp;
  } catch (error) {
    await smtp.close();
    throw error;
  }
}

const noSmtpSink = { close: () => Promise.resolve() };

/** The mail server is loaded where there is one: that takes longer than the rest of a start. */
async function openSmtp(options: SmtpSinkOptions): Promise<SmtpSink> {
  const { openSmtpSink } = await import('./smtp/smtp-sink.js');
  return openSmtpSink(options);
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

/** @throws TypeError for a public URL that is not an absolute http or https URL */
function publicUrlOf({ publicUrl }: EmulatorOptions, server: Server): () => string {
  if (publicUrl !== undefined) publicAddress(publicUrl);
  return () => publicUrl ?? `http://localhost:${portOf(server)}`;
}

const urlOf = (server: Server, host: string) =>
  `http://${host.includes(':') ? `[${host}]` : host}:${portOf(server)}`;

const portOf = (server: Server) => (server.address() as AddressInfo).port;

/**
 * Making RSA keys takes a while; nobody waits for it before the first token is asked for. They are made for one pool
 * after another, so that a pool whose keys are asked for first isn't behind all others.
 */
async function makeKeysAhead({ pools, keys }: Services, closing: AbortSignal): Promise<void> {
  try {
    for (const { id } of pools.all())
      if (!closing.aborted && pools.find(id) !== undefined) await keys.of(id);
  } catch (error) {
    // The next start creates the keys that there was no time to store.
    if (!(error instanceof StoreClosedError)) throw error;
  }
}

/** Runs the steps in order, the last one even when an earlier one fails. Every call returns the same promise. */
function closeOnce(stopWork: () => Promise<void>, closeStore: () => Promise<void>) {
  let closing: Promise<void> | undefined;
  return () => (closing ??= stopWork().finally(closeStore));
}
