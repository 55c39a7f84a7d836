/**
 * Every app with its real module, started in this process: no port is opened, no database asked, nothing connected to.
 * What a page says of them is told by the metadata their guards read.
 */
import 'reflect-metadata';
import { callersOf, describeRoutes } from '@gatehouse/auth-nest';
import { createLogger, loadConfig } from '@gatehouse/platform-core';
import { createApp } from '@gatehouse/platform-nest';
import { AppModule as Gateway } from '../../apps/gateway/src/app.module.ts';
import { gatewayConfig } from '../../apps/gateway/src/config.ts';
import { Forwarding } from '../../apps/gateway/src/forwarding/forwarding.ts';
import { prepareForwarding } from '../../apps/gateway/src/forwarding/prepare-forwarding.ts';
import { ManagementModule } from '../../apps/gateway/src/management/management.module.ts';
import { KnownRevocations } from '../../apps/gateway/src/revocation/known-revocations.ts';
import { OpenRequests } from '../../apps/gateway/src/revocation/open-requests.ts';
import { services } from '../../libs/services/src/services.mjs';
import { environments } from '../local/settings.mjs';
import { serviceConfig } from './service-config.mjs';

const logger = createLogger('reference', 'silent');
const openRequests = new OpenRequests();
const revocations = new KnownRevocations(openRequests);
const gatewaySettings = loadConfig(gatewayConfig, environmentOf('gateway'));
const forwarding = new Forwarding(gatewaySettings, logger);

/** How each app is put together; ports of the gateway are apps of their own. */
const modules = {
  gateway: () =>
    Gateway.forRoot(gatewaySettings, logger, { openRequests, revocations, forwarding }),
  management: () => ManagementModule.forRoot(gatewaySettings, revocations),
  ...Object.fromEntries(services.map(({ name }) => [name, () => serviceModule(name)])),
};

/** A service's module, which its app.module.ts exports as AppModule. */
async function serviceModule(name) {
  const { AppModule } = await import(`../../apps/${name}/src/app.module.ts`);
  const config = loadConfig(await serviceConfig(name), environmentOf(name));
  return AppModule.forRoot(config, noDatabase);
}

/** Starts one app, gives it to `read`, and ends it. */
export async function withApp(name, read) {
  const app = await createApp(await modules[name](), { logger, parseBodies: name !== 'gateway' });
  const registered = registeredRoutes(app);
  if (name === 'gateway') prepareForwarding(app, gatewaySettings);
  try {
    await app.init();
    const routes = describeRoutes(app).map((route) => ({
      ...route,
      callers: callersOf(route.requirements),
    }));
    demandSame(name, registered, routes);
    return await read({ app, routes });
  } finally {
    await app.close();
  }
}

const noDatabase = {
  run: () => Promise.reject(new Error('a reference page is made without a database')),
};

/** The environment of development, with stand-ins for what is secret or in a file, and no port anyone has moved. */
function environmentOf(app) {
  const known = Object.entries(environments[app])
    .filter(([name]) => !name.endsWith('_FILE'))
    .map(([name, value]) => [name, String(value)]);
  const secrets = ['COGNITO_CLIENT', 'COGNITO_ACCOUNT_CLIENT', 'COGNITO_MACHINE_CLIENT'].map(
    (client) => `${client}_SECRET`,
  );
  return {
    ...Object.fromEntries(known),
    ...Object.fromEntries(secrets.map((name) => [name, 'none'])),
    NODE_ENV: 'development',
    DATABASE_URL: 'postgres://none@localhost/none',
    COGNITO_DOMAIN_URL: 'http://localhost:9500',
    LOG_LEVEL: 'silent',
  };
}

/** What the server itself is told to route, from now on. */
function registeredRoutes(app) {
  const registered = new Set();
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => {
      const methods = [method].flat();
      // Fastify adds HEAD to each GET.
      if (methods.length > 1) registered.add(`* ${url}`);
      else if (methods[0] !== 'HEAD') registered.add(`${methods[0]} ${url}`);
    });
  return registered;
}

/** A page that leaves a route out would be worse than none. */
function demandSame(name, registered, routes) {
  const described = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const differing = [...registered].filter((route) => !described.has(route));
  differing.push(...[...described].filter((route) => !registered.has(route)));
  if (differing.length > 0) {
    throw new Error(`${name}: routed and described differ in ${differing.join(', ')}`);
  }
}
