import { fields, requiredWhen, whenSet } from '@gatehouse/platform-core';
import { z } from 'zod';
import { parseMailAddress } from './mail-address.js';
import { mailLimits, type MailLimits } from './mail-limits.js';
import { parseSmtpUrl } from './smtp-server.js';

/** The settings of the service's own mail. */
export const mailSettings = {
  SMTP_URL: fields
    .secret({ type: 'smtp(s) URL' })
    .refine((url) => parseSmtpUrl(url) !== undefined, 'must be an smtp: or smtps: URL with a host')
    .optional()
    .describe(
      'The mail server that sends notices about accounts: `smtp://user:password@host:587` or `smtps://…:465`. Absent: no notices are sent.',
    ),
  MAIL_FROM: requiredWhen(
    whenSet('SMTP_URL'),
    fields
      .custom(
        'email address, or `Name <address>`',
        z.string().transform((text, context) => {
          const address = parseMailAddress(text);
          if (address) return address;
          context.addIssue({ code: 'custom', message: 'must be an address or Name <address>' });
          return z.NEVER;
        }),
      )
      .describe('The sender of notices.'),
  ),
  MAIL_QUEUE_LENGTH: fields
    .count(mailLimits.queued, { min: 10 })
    .describe('The most notices that wait to be sent; further notices are dropped and logged.'),
  MAIL_CONNECTIONS: fields
    .count(mailLimits.connections, { max: 100 })
    .describe('The most connections of one process to the mail server.'),
  MAIL_PER_SECOND: fields
    .count(mailLimits.perSecond, { max: 1_000 })
    .describe('The most notices that one process sends in a second.'),
  MAIL_TIMEOUT_SECONDS: fields
    .seconds(mailLimits.sendMilliseconds / 1_000, { min: 1, max: 300 })
    .describe(
      'The longest time to send one notice. Keep it below `SHUTDOWN_GRACE_SECONDS`, so that a process that ends can finish.',
    ),
  MAIL_POLL_MILLISECONDS: fields
    .milliseconds(mailLimits.pollMilliseconds, { min: 50 })
    .describe('How often the service checks for notices to send.'),
  MAIL_RETRY_SECONDS: fields
    .seconds(mailLimits.retryMilliseconds / 1_000, { min: 1, max: 3_600 })
    .describe('The pause after the first failed attempt; it doubles with each further one.'),
  MAIL_MAX_RETRY_SECONDS: fields
    .seconds(mailLimits.maxRetryMilliseconds / 1_000, { min: 1 })
    .describe('The longest pause between two attempts.'),
  MAIL_ATTEMPTS: fields
    .count(mailLimits.attempts, { max: 1_000 })
    .describe('How often sending one notice is attempted at most.'),
  MAIL_MAX_AGE_HOURS: fields
    .count(mailLimits.maxAgeMilliseconds / 3_600_000, { max: 720 })
    .describe('A notice that is older, in hours, is dropped when it fails again.'),
  MAIL_REPORT_AFTER_SECONDS: fields
    .seconds(mailLimits.reportAfterMilliseconds / 1_000)
    .describe('A mail server that accepts nothing for so long is reported by readiness.'),
};

type MailConfig = z.output<z.ZodObject<typeof mailSettings>>;

/** The limits of the mail settings. */
export function mailLimitsOf(config: MailConfig): MailLimits {
  return {
    queued: config.MAIL_QUEUE_LENGTH,
    connections: config.MAIL_CONNECTIONS,
    perSecond: config.MAIL_PER_SECOND,
    sendMilliseconds: config.MAIL_TIMEOUT_SECONDS * 1_000,
    pollMilliseconds: config.MAIL_POLL_MILLISECONDS,
    retryMilliseconds: config.MAIL_RETRY_SECONDS * 1_000,
    maxRetryMilliseconds: config.MAIL_MAX_RETRY_SECONDS * 1_000,
    attempts: config.MAIL_ATTEMPTS,
    maxAgeMilliseconds: config.MAIL_MAX_AGE_HOURS * 3_600_000,
    reportAfterMilliseconds: config.MAIL_REPORT_AFTER_SECONDS * 1_000,
  };
}
