/**
 * A Cognito for development and tests, in this process: boots from a CloudFormation template, answers AWS's SDKs and
 * OAuth clients, and keeps its messages in an outbox. It refuses to know how tokens are verified elsewhere.
 */
export type { ClientSummary, PoolSummary } from './pool-summaries.js';
export { type EmulatorOptions, type RunningEmulator, startEmulator } from './server.js';
