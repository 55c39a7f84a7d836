import type { Logger } from '@gatehouse/platform-core';
import type { ShiftedClock } from '../domain/shifted-clock.js';
import type { Collection } from '../domain/store.js';
import type { Services } from '../operations/services.js';
import type { KeptOutbox } from '../outbox/kept-outbox.js';
import type { RequestLog } from './request-log.js';

/** What the emulator's own API works on. */
export interface EmulatorParts {
  readonly services: Services;
  readonly outbox: KeptOutbox;
  readonly requestLog: RequestLog;
  readonly clock: ShiftedClock;
  /** Everything that is kept. */
  readonly collections: readonly Collection<never>[];
  /** Aborted once the emulator is to end. */
  readonly closing: AbortSignal;
  readonly log: Logger;
}
