/** How mail is queued and sent. */
export interface MailLimits {
  /** Mails that wait in the database; further notices are dropped. */
  readonly queued: number;
  /** Mails that one process sends at once, each over a connection of its own. */
  readonly connections: number;
  /** Mails that one process sends in a second. */
  readonly perSecond: number;
  /** Longest time of one mail, from the connection to the acceptance. */
  readonly sendMilliseconds: number;
  /** How often the queue is checked. */
  readonly pollMilliseconds: number;
  /** The pause after the first failed attempt; it doubles with each further one. */
  readonly retryMilliseconds: number;
  /** The longest pause between two attempts. */
  readonly maxRetryMilliseconds: number;
  /** A mail is given up after so many attempts. */
  readonly attempts: number;
  /** A mail that is older is given up at its next failure. */
  readonly maxAgeMilliseconds: number;
  /** A mail server that accepts nothing for so long is reported. */
  readonly reportAfterMilliseconds: number;
}

export const mailLimits: MailLimits = {
  queued: 10_000,
  connections: 4,
  perSecond: 10,
  sendMilliseconds: 15_000,
  pollMilliseconds: 1_000,
  retryMilliseconds: 10_000,
  maxRetryMilliseconds: 3_600_000,
  attempts: 20,
  maxAgeMilliseconds: 86_400_000,
  reportAfterMilliseconds: 60_000,
};

/**
 * How long a row stays with the sender that took it, beyond its attempt. After it, another sender repeats the mail, so it
 * covers the statement that removes the row. Not a setting: it follows from the time of an attempt.
 */
export const leaseMarginMilliseconds = 15_000;

/** How long `sign_up_attempted` is not repeated for an address. Not a setting: it bounds what strangers can send. */
export const pauseSeconds = 3_600;
