import { defaultLoggedRequests } from './emulator-api/request-log.js';
import { type ServerLimits, serverLimits } from './http/server-limits.js';
import { defaultOutboxMessages } from './outbox/kept-outbox.js';
import { type SmtpLimits, smtpLimits } from './smtp/smtp-limits.js';
import { defaultFoldAboveBytes } from './store/file-store.js';
import { defaultFunctionWorkers } from './triggers/worker-pool.js';

/** What the server of an emulator accepts, and how much the emulator stores and runs at most. */
export interface EmulatorLimits extends ServerLimits, SmtpLimits {
  /** Messages in the outbox. A further message replaces the oldest. */
  readonly outboxMessages: number;
  /** Requests that the console shows. A further request replaces the oldest. */
  readonly loggedRequests: number;
  /** A journal longer than this and than the last snapshot is replaced by a new snapshot. */
  readonly journalBytes: number;
  /** Events that a function handles at a time. Further events wait. */
  readonly functionWorkers: number;
}

export const emulatorLimits: EmulatorLimits = {
  ...serverLimits,
  ...smtpLimits,
  outboxMessages: defaultOutboxMessages,
  loggedRequests: defaultLoggedRequests,
  journalBytes: defaultFoldAboveBytes,
  functionWorkers: defaultFunctionWorkers,
};
