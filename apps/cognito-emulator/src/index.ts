/**
 * A Cognito for development and tests, in this process: boots from a CloudFormation template, answers AWS's SDKs and
 * OAuth clients, and keeps its messages in an outbox. It refuses to know how tokens are verified elsewhere.
 */
export {
  type EmulatorClock,
  type EmulatorOutbox,
  type MessageFilter,
  type RunningEmulator,
  startEmulator,
} from './emulator.js';
export type { CreatedUser, EmulatorUsers, NewUser } from './emulator-users.js';
export type { SentMessage } from './outbox/kept-outbox.js';
export type { ClientSummary, PoolSummary } from './pool-summaries.js';
export type { EmulatorOptions } from './server.js';
