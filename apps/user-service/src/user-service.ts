import type { ServiceDefinition } from '@gatehouse/service-kit';
import { AppModule } from './app.module.js';
import { serviceName, type UserServiceConfig, userServiceConfig } from './config.js';
import { ErasureWorker } from './erasures/erasure-worker.js';
import { MailQueue } from './mail/mail-queue.js';
import { MailSender } from './mail/mail-sender.js';
import { RevocationAnnouncer } from './revocations/revocation-announcer.js';
import * as schema from './schema.js';

/** user-service. It starts without the gateway and Cognito, and calls them when needed. */
export const userService: ServiceDefinition<UserServiceConfig, typeof schema> = {
  name: serviceName,
  config: userServiceConfig,
  schema,
  migrations: new URL('../migrations', import.meta.url),
  module: (config, database) => AppModule.forRoot(config, database),
  health: (app) => {
    const announcer = app.get(RevocationAnnouncer);
    const [queue, sender] = [app.get(MailQueue), app.get(MailSender)];
    const erasures = app.get(ErasureWorker);
    return {
      reports: {
        revocations: () => announcer.isHealthy,
        mail: () => (queue.isFull ? 'queue_full' : sender.isHealthy || 'server_unavailable'),
        erasures: () => erasures.isHealthy,
      },
    };
  },
};
