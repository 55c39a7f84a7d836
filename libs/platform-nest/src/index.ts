/**
 * How a Nest app of this system is made: Fastify with bounds, request ids, JSON logs, problem+json errors, body
 * checks by schema, probes and a draining end. It refuses to know tokens, tables and upstreams.
 */
export { appLimits, type AppLimits } from './app-limits.js';
export { type AppOptions, createApp, listen } from './create-app.js';
export { type HealthChecks, type HealthReports, registerHealth } from './health.js';
export { lastAnswer } from './last-answer.js';
export { ProblemFilter } from './problem.filter.js';
export { allowedMethods, countOf } from './request-form.js';
export { sendProblem } from './send-problem.js';
export { valid } from './valid.pipe.js';
