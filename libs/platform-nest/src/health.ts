import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What must answer before this app is ready, by name. Each check is bounded in time by its owner. */
export type HealthChecks = Readonly<Record<string, () => Promise<boolean>>>;

/** What is told and stops nothing: the app serves without it, though not as well. */
export type HealthReports = Readonly<Record<string, () => boolean>>;

/** The paths of the probes. */
export const healthPaths = { live: '/health/live', ready: ['/health', '/health/ready'] } as const;

/**
 * The probes: `/health/live` says the process runs, `/health/ready` (and `/health`) that it can do its work. They
 * are plain routes of the server, outside guards, and tell nothing but names and states.
 */
export function registerHealth(
  app: NestFastifyApplication,
  checks: HealthChecks = {},
  reports: HealthReports = {},
): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get(healthPaths.live, () => ({ status: 'ok' }));
  for (const path of healthPaths.ready) {
    fastify.get(path, async (_request, reply) => {
      const results = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await passes(check)] as const),
      );
      const ready = results.every(([, ok]) => ok);
      const told = Object.entries(reports).map(([name, report]) => [name, report()] as const);
      const degraded = told.some(([, ok]) => !ok);
      const status = !ready ? 'unavailable' : degraded ? 'degraded' : 'ok';
      const all = Object.fromEntries([...results, ...told]);
      return reply.status(ready ? 200 : 503).send({ status, checks: all });
    });
  }
}

async function passes(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}
