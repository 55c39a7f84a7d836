import { z } from 'zod';
import { parseHttpUrl } from './http-address.js';
import { nodeEnvironments } from './node-env.js';
import { markSecret } from './secret-fields.js';

/** A TCP port; 0 lets the system choose one. */
export const port = (preset: number) => z.coerce.number().int().min(0).max(65_535).default(preset);

/**
 * An absolute http or https URL without user information and fragment, returned as written but without a trailing
 * slash. A URL parser must accept it too, as every client of the address uses one.
 */
export const httpUrl = () =>
  z
    .string()
    .refine(isHttpUrl, 'must be an absolute http or https URL')
    .transform((text) => text.replace(/\/+$/, ''));

/** Where a Valkey or Redis is. Secret, because it may hold a password. */
export const valkeyUrl = () =>
  markSecret(
    z
      .string()
      .refine(
        (text) => hasProtocol(text, ['redis:', 'rediss:']),
        'must be a redis: or rediss: URL',
      ),
  );

/** `postgres://role:password@host:port/database`. Secret, because it holds a password. */
export const databaseUrl = () =>
  markSecret(z.string().regex(/^postgres(ql)?:\/\/\S+$/, 'must be a PostgreSQL URL'));

/** A password, a client secret or a private key. */
export const secret = () => markSecret(z.string().min(1));

/** A comma-separated list with at least one entry; white space around entries is dropped. */
export const csv = () =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    )
    .refine((entries) => entries.length > 0, 'must name at least one entry');

/** A comma-separated list of `key=name` entries, each key once. */
export const pairs = () =>
  csv()
    .refine(
      (entries) => entries.every((entry) => /^[^=\s]+=[^=\s]+$/.test(entry)),
      'must be a list of key=name entries',
    )
    .transform((entries) => entries.map((entry) => entry.split('=') as [string, string]))
    .refine(
      (entries) => new Set(entries.map(([key]) => key)).size === entries.length,
      'names a key twice',
    )
    .transform((entries): Readonly<Record<string, string>> => Object.fromEntries(entries));

/** JSON text of the given shape. */
export const json = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/** A whole number of seconds. */
export const seconds = (preset: number, { min = 0, max = 86_400 } = {}) =>
  z.coerce.number().int().min(min).max(max).default(preset);

/** The name of a Pino level. */
export const logLevel = () =>
  z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info');

/**
 * `NODE_ENV`; `production` when absent. Any other spelling, such as `Production` or `staging`, is an error, so that a typo
 * cannot relax a rule.
 */
export const nodeEnv = () =>
  z
    .enum(nodeEnvironments, { error: 'must be production, development or test' })
    .default('production');

function isHttpUrl(text: string): boolean {
  const url = parseHttpUrl(text);
  return url !== undefined && !url.rest.includes('#') && URL.canParse(text);
}

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  try {
    return protocols.includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
