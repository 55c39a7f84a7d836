import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { missingSettings, requireSettings } from '../config.js';
import { secret } from '../config-fields.js';
import type { Logger } from '../logger.js';
import { inProduction, requiredWhen } from '../setting-metadata.js';

/** As many characters as the key has at least; a random text of this length cannot be guessed. */
const leastKeyLength = 32;

/** The settings that the key of security events is made of. */
export const securityLogSettings = {
  SECURITY_LOG_KEY: requiredWhen(
    inProduction,
    secret({ minLength: leastKeyLength }).describe(
      'The key of the hashes in security events, the same in all apps.',
    ),
  ),
};

const missingKey = missingSettings(z.object(securityLogSettings));

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
  requireSettings(missingKey, config, 'SECURITY_LOG_KEY');
  logger.info(
    'SECURITY_LOG_KEY is absent: security events of this process have hashes of their own',
  );
  return generatedSecurityLogKey();
}

/** A key for one process. */
export function generatedSecurityLogKey(): string {
  return randomBytes(leastKeyLength).toString('base64url');
}
