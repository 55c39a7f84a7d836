import { setClockRight, shiftClock } from './emulator-api/clock-routes.js';
import type { EmulatorParts } from './emulator-api/emulator-parts.js';
import { messagesFor } from './emulator-api/outbox-routes.js';
import { resetEverything } from './emulator-api/reset-route.js';
import { readOnceThere } from './emulator-api/waiting.js';
import { type EmulatorUsers, emulatorUsers } from './emulator-users.js';
import type { OutboxKind, SentMessage } from './outbox/kept-outbox.js';
import type { PoolSummary } from './pool-summaries.js';
import { type EmulatorOptions, startServer } from './server.js';

/** Selects messages. Members that are absent select nothing. */
export interface MessageFilter {
  readonly poolId?: string | undefined;
  /** The username, the `sub`, the email address or the phone number of the recipient. */
  readonly username?: string | undefined;
  readonly kind?: OutboxKind | undefined;
  /** The number of a message: only messages after it. */
  readonly after?: number | undefined;
}

/** The messages that Cognito would have sent by email or SMS, and the mails that applications sent by SMTP. */
export interface EmulatorOutbox {
  /** Returns the messages that fit, oldest first. */
  messages(filter?: MessageFilter): readonly SentMessage[];
  /**
   * Returns the newest message that fits, and waits for one if there is none yet.
   * @param timeoutSeconds how long to wait, by the clock of the machine
   * @throws Error when no message came in time, or when the emulator closes
   */
  waitForMessage(filter?: MessageFilter, timeoutSeconds?: number): Promise<SentMessage>;
  /** Removes the messages that fit. */
  clear(filter?: MessageFilter): Promise<void>;
}

/** The time of everything in the emulator. */
export interface EmulatorClock {
  now(): Date;
  /**
   * Moves the time by a number of seconds; a negative number moves it back.
   * @throws Error for a time more than a hundred years away
   */
  advance(seconds: number): Promise<void>;
  /** @throws Error for a time more than a hundred years away */
  set(time: Date): Promise<void>;
  /** Returns to the time of the machine. */
  reset(): Promise<void>;
}

/** An emulator in this process. */
export interface RunningEmulator {
  /** The address that it listens on, without a slash at the end: the endpoint of AWS's SDKs. */
  readonly url: string;
  /** The mail server whose mails go into the outbox, as `smtp://…`; undefined without `smtpPort`. */
  readonly smtpUrl: string | undefined;
  /** Returns the present pools with their clients. */
  pools(): readonly PoolSummary[];
  readonly users: EmulatorUsers;
  readonly outbox: EmulatorOutbox;
  readonly clock: EmulatorClock;
  /**
   * Returns to the state after the start: pools, clients and users of the template. Requests in progress finish first.
   * The keys of the pools stay, so that cached keys remain valid.
   */
  reset(): Promise<void>;
  /**
   * Stops accepting requests, gives those in progress two seconds (`limits.closingMilliseconds`) and releases the data
   * directory. Every call returns the same promise.
   */
  close(): Promise<void>;
}

/**
 * Starts an emulator in this process.
 * @throws TemplateError, LocalModuleError, CorruptStateError, DirectoryInUseError, or the error of the system for a port
 *   in use
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const { url, smtpUrl, parts, pools, close } = await startServer(options);
  return {
    url,
    smtpUrl,
    pools,
    users: emulatorUsers(parts.services),
    outbox: outboxOf(parts),
    clock: clockOf(parts),
    reset: () => resetEverything(parts, { to: 'template' }),
    close,
  };
}

function outboxOf({ services, outbox, closing }: EmulatorParts): EmulatorOutbox {
  const read = (filter: MessageFilter = {}) => messagesFor(services, outbox, filter);
  return {
    messages: read,
    waitForMessage: async (filter, timeoutSeconds = 5) => {
      const wait = { seconds: timeoutSeconds, closing };
      const message = (await readOnceThere(() => read(filter), outbox, wait)).at(-1);
      if (message !== undefined) return message;
      throw new Error(
        `No message came within ${timeoutSeconds} s: ${JSON.stringify(filter ?? {})}`,
      );
    },
    clear: (filter) => outbox.remove(read(filter)),
  };
}

function clockOf({ clock, log }: EmulatorParts): EmulatorClock {
  return {
    now: () => new Date(clock.nowMilliseconds()),
    advance: (seconds) => shiftClock(clock, { advanceSeconds: seconds }, log),
    set: (time) => shiftClock(clock, { now: time.toISOString() }, log),
    reset: () => setClockRight(clock, log),
  };
}
