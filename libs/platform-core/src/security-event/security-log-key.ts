import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { missingInProduction, requireSettings } from '../config.js';
import type { Logger } from '../logger.js';
import { markSecret } from '../secret-fields.js';

/** As many characters as the key has at least; a random text of this length cannot be guessed. */
const leastKeyLength = 32;

/** The settings that the key of security events is made of. */
export const securityLogSettings = {
  /** The key of the hashes in security events, the same in all apps. Required in production. */
  SECURITY_LOG_KEY: markSecret(
    z.string().min(leastKeyLength, `must have at least ${leastKeyLength} characters`),
  ).optional(),
};

/**
 * The key of `SECURITY_LOG_KEY`. Outside production an absent key is generated: hashes then differ from app to app and
 * from start to start.
 *
 * @throws ConfigError in production
 */
export function securityLogKey(
  config: { readonly NODE_ENV: string; readonly SECURITY_LOG_KEY?: string | undefined },
  logger: Pick<Logger, 'info'>,
): string {
  if (config.SECURITY_LOG_KEY !== undefined) return config.SECURITY_LOG_KEY;
  requireSettings(
    (values) => missingInProduction(values, 'SECURITY_LOG_KEY'),
    config,
    'SECURITY_LOG_KEY',
  );
  logger.info(
    'SECURITY_LOG_KEY is absent: security events of this process have hashes of their own',
  );
  return generatedSecurityLogKey();
}

/** A key for one process. */
export function generatedSecurityLogKey(): string {
  return randomBytes(leastKeyLength).toString('base64url');
}
