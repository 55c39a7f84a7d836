import { createLogger, type RunningProcess } from '@gatehouse/platform-core';
import { createApp, listen, registerHealth } from '@gatehouse/platform-nest';
import { AppModule } from './app.module.js';
import type { GatewayConfig } from './config.js';
import { prepareForwarding } from './forwarding/prepare-forwarding.js';

/** Starts the gateway; it is ready without its upstreams and without Cognito, and asks for them when needed. */
export async function startGateway(
  config: GatewayConfig,
): Promise<RunningProcess & { readonly url: string }> {
  const logger = createLogger('gateway', config.LOG_LEVEL);
  const app = await createApp(AppModule.forRoot(config, logger), {
    logger,
    parseBodies: false,
    bodyLimitBytes: config.BODY_LIMIT_BYTES,
  });
  await prepareForwarding(app, config);
  registerHealth(app);
  const url = await listen(app, { port: config.PORT, host: config.HOST });
  return { url, close: () => app.close() };
}
