import {
  createLogger,
  type Logger,
  openResources,
  type RunningProcess,
  securityLogKey,
} from '@gatehouse/platform-core';
import {
  type AppOptions,
  createApp,
  listen,
  listenOptions,
  registerHealth,
  serverLimits,
} from '@gatehouse/platform-nest';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type SharedParts } from './app.module.js';
import { type GatewayConfig, servesDocs } from './config.js';
import { redirectRootToDocs } from './docs/root-redirect.js';
import { Forwarding } from './forwarding/forwarding.js';
import { prepareForwarding } from './forwarding/prepare-forwarding.js';
import { ManagementModule } from './management/management.module.js';
import { KnownRevocations } from './revocation/known-revocations.js';
import { OpenRequests } from './revocation/open-requests.js';
import { valkeyLimitsOf } from './revocation/valkey-settings.js';
import { ValkeySubscription } from './revocation/valkey-subscription.js';

/** A gateway that runs, with where it answers. */
export interface RunningGateway extends RunningProcess {
  readonly url: string;
  /** Absent where the management port is closed. */
  readonly managementUrl?: string;
}

/**
 * Starts the gateway; it is ready without its upstreams and without Cognito, and asks for them when needed. Closing drains
 * both ports at once. A failure closes what is open.
 */
export async function startGateway(
  config: GatewayConfig,
  logger: Logger = createLogger('gateway', config.LOG_LEVEL),
): Promise<RunningGateway> {
  const securityLog = { key: securityLogKey(config, logger) };
  const openRequests = new OpenRequests();
  const revocations = new KnownRevocations(openRequests);
  return openResources(logger, async (opened) => {
    const valkey = subscribe(config, revocations, logger);
    opened.add(() => Promise.resolve(valkey?.close()));
    const apps: NestFastifyApplication[] = [];
    opened.add(() => closeAll(apps));
    const forwarding = new Forwarding(config, logger);
    const parts = { openRequests, revocations, forwarding };
    const app = await createApp(AppModule.forRoot(config, logger, parts), {
      logger,
      securityLog,
      parseBodies: false,
      bodyLimitBytes: config.BODY_LIMIT_BYTES,
      limits: serverLimits(config),
    });
    apps.push(app);
    const management = await createManagement(config, parts, { logger, securityLog });
    if (management) apps.push(management);
    prepareForwarding(app, config);
    if (servesDocs(config)) redirectRootToDocs(app);
    const isCurrent = [
      () => !revocations.isFull,
      ...(valkey ? [() => valkey.isCurrent] : []),
      ...(management ? [() => revocations.isComplete] : []),
    ];
    const reports = {
      revocations: () => isCurrent.every((holds) => holds()),
      ...forwarding.reports(),
    };
    registerHealth(app, { reports });
    const managementUrl = management && (await listen(management, managementAddress(config)));
    const url = await listen(app, listenOptions(config));
    return { url, managementUrl, close: () => opened.close() };
  });
}

function subscribe(
  config: GatewayConfig,
  revocations: KnownRevocations,
  logger: Logger,
): ValkeySubscription | undefined {
  const { VALKEY_URL: url } = config;
  if (url === undefined) return undefined;
  const valkey = new ValkeySubscription(url, revocations, logger, valkeyLimitsOf(config));
  valkey.start();
  return valkey;
}

/** @throws the error of the first app that could not be closed, once all others are closed */
async function closeAll(apps: readonly NestFastifyApplication[]): Promise<void> {
  const closings = await Promise.allSettled(apps.map((app) => app.close()));
  for (const closing of closings) if (closing.status === 'rejected') throw closing.reason;
}

async function createManagement(
  config: GatewayConfig,
  { revocations, forwarding }: SharedParts,
  { logger, securityLog }: Required<Pick<AppOptions, 'logger' | 'securityLog'>>,
): Promise<NestFastifyApplication | undefined> {
  if (!config.MANAGEMENT_CLIENT_IDS) return undefined;
  const app = await createApp(ManagementModule.forRoot(config, revocations), {
    logger,
    securityLog,
    // It is asked twice a second.
    requestLogger: logger.child({ part: 'management' }, { level: quieter(config.LOG_LEVEL) }),
    acceptRequestId: true,
    // The size of its bodies and heads is a contract with user-service, so the other limits do not apply.
    limits: { closingMilliseconds: config.SHUTDOWN_GRACE_SECONDS * 1_000 },
  });
  registerHealth(app, { details: () => forwarding.details() });
  return app;
}

function managementAddress(config: GatewayConfig) {
  const { MANAGEMENT_PORT: PORT, MANAGEMENT_HOST: HOST } = config;
  return listenOptions({ ...config, PORT, HOST });
}

/** Answers are no news on the management port; refusals are. */
function quieter(level: GatewayConfig['LOG_LEVEL']): GatewayConfig['LOG_LEVEL'] {
  return level === 'info' ? 'warn' : level;
}
