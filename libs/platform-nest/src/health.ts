import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What must answer before this app is ready, by name. Each check is bounded in time by its owner. */
export type HealthChecks = Readonly<Record<string, () => Promise<boolean>>>;

/**
 * Non-critical states, by name: `true`, or `false` or the cause of a degraded state. Readiness stays 200.
 */
export type HealthReports = Readonly<Record<string, () => boolean | string>>;

/** What the probes look at. */
export interface HealthSources {
  readonly checks?: HealthChecks;
  readonly reports?: HealthReports;
  /** Figures for operators. Callers of the same port can read them. */
  readonly details?: () => object;
}

/** The paths of the probes. */
export const healthPaths = { live: '/health/live', ready: ['/health', '/health/ready'] } as const;

/**
 * The probes: `/health/live` reports that the process runs, `/health/ready` (and `/health`) that it can do its work. They
 * are plain routes of the server, outside guards, and show only names, states and causes, and details where asked for.
 */
export function registerHealth(
  app: NestFastifyApplication,
  { checks = {}, reports = {}, details }: HealthSources = {},
): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get(healthPaths.live, () => ({ status: 'ok' }));
  for (const path of healthPaths.ready) {
    fastify.get(path, async (_request, reply) => {
      const results = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await passes(check)] as const),
      );
      const reported = Object.entries(reports).map(([name, report]) => [name, report()] as const);
      const isReady = results.every(([, ok]) => ok);
      const degraded = reported.filter(([, state]) => state !== true);
      const causes = degraded.filter(([, state]) => typeof state === 'string');
      const states = [...results, ...reported.map(([name, state]) => [name, state === true])];
      return reply.status(isReady ? 200 : 503).send({
        status: !isReady ? 'unavailable' : degraded.length > 0 ? 'degraded' : 'ok',
        checks: Object.fromEntries(states) as Record<string, boolean>,
        ...(causes.length > 0 ? { causes: Object.fromEntries(causes) } : {}),
        ...(details ? { details: details() } : {}),
      });
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
