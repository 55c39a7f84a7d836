/**
 * How a Nest app of this system is made: Fastify with bounds, request ids, JSON logs, problem+json errors, body
 * checks by schema, probes and a draining end. It refuses to know tokens, tables and upstreams.
 */
export { type AppOptions, createApp, listen } from './create-app.js';
export { type HealthChecks, registerHealth } from './health.js';
export { ProblemFilter } from './problem.filter.js';
export { valid } from './valid.pipe.js';
