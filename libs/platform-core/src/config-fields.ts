import { z } from 'zod';
import { parseHttpUrl } from './http-address.js';
import { nodeEnvironments } from './node-env.js';
import { withMetadata } from './setting-metadata.js';

export * from './number-fields.js';

/** Any text. */
export const text = () => withMetadata(z.string().min(1), { type: 'text' });

/** The path of a file or directory. */
export const path = () => withMetadata(z.string().min(1), { type: 'path' });

/** An address to listen on. */
export const host = (preset: string) =>
  withMetadata(
    z
      .string()
      .regex(/^[\w.:%-]+$/, 'must be a host name or an IP address')
      .default(preset),
    { type: 'host name or IP address' },
  );

/**
 * An absolute http or https URL without user information and fragment, returned as written but without a trailing
 * slash. A URL parser must accept it too, as every client of the address uses one.
 */
export const httpUrl = () =>
  withMetadata(
    z
      .string()
      .refine(isHttpUrl, 'must be an absolute http or https URL')
      .transform((url) => url.replace(/\/+$/, '')),
    { type: 'http(s) URL' },
  );

/** A comma-separated list of such URLs, with at least one. */
export const httpUrls = () =>
  withMetadata(csv().pipe(z.array(httpUrl())), { type: 'comma-separated list of http(s) URLs' });

/** Where a Valkey or Redis is. Secret, because it may hold a password. */
export const valkeyUrl = () =>
  secretField(
    z
      .string()
      .refine((url) => hasProtocol(url, ['redis:', 'rediss:']), 'must be a redis: or rediss: URL'),
    'redis(s) URL',
  );

/** `postgres://role:password@host:port/database`. Secret, because it holds a password. */
export const databaseUrl = () =>
  secretField(
    z.string().regex(/^postgres(ql)?:\/\/\S+$/, 'must be a PostgreSQL URL'),
    'PostgreSQL URL',
  );

/**
 * A password, a client secret or a private key.
 *
 * @param type what the secret is for its readers: "PEM"
 */
export const secret = ({ type = 'text', minLength = 1 } = {}) =>
  secretField(
    z.string().min(minLength, `must have at least ${minLength} characters`),
    minLength > 1 ? `${type} of at least ${minLength} characters` : type,
  );

/** A comma-separated list with at least one entry; white space around entries is dropped. */
export const csv = () =>
  withMetadata(
    z
      .string()
      .transform((list) =>
        list
          .split(',')
          .map((entry) => entry.trim())
          .filter((entry) => entry !== ''),
      )
      .refine((entries) => entries.length > 0, 'must name at least one entry'),
    { type: 'comma-separated list' },
  );

/** A comma-separated list of `key=name` entries, each key once. */
export const pairs = () =>
  withMetadata(
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
      .transform((entries): Readonly<Record<string, string>> => Object.fromEntries(entries)),
    { type: 'comma-separated list of `key=name`' },
  );

/** JSON text of the given shape. */
export const json = <Schema extends z.ZodType>(schema: Schema) =>
  withMetadata(
    z
      .string()
      .transform((source, context): unknown => {
        try {
          return JSON.parse(source);
        } catch {
          context.addIssue({ code: 'custom', message: 'must be JSON' });
          return z.NEVER;
        }
      })
      .pipe(schema),
    { type: 'JSON' },
  );

/** An AWS region such as `eu-west-1`. */
export const region = () =>
  withMetadata(
    z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d+$/, 'must be a region such as eu-west-1'),
    {
      type: 'AWS region',
    },
  );

/** One of a few words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) => {
  const rest = words.slice(0, -1);
  const list = (quote: string) =>
    [rest.map((word) => quote + word + quote).join(', '), `${quote}${words.at(-1)}${quote}`]
      .filter((part) => part !== '')
      .join(' or ');
  return withMetadata(z.enum(words, { error: `must be ${list('')}` }), { type: list('`') });
};

/** A switch; other spellings of the two words, such as `1` and `off`, are accepted. */
export const flag = (preset: boolean) =>
  withMetadata(z.stringbool({ error: 'must be true or false' }).default(preset), {
    type: 'true or false',
  });

/** The name of a Pino level. */
export const logLevel = () =>
  oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level of the lines in the log.');

/**
 * `NODE_ENV`; `production` when absent. Any other spelling, such as `Production` or `staging`, is an error, so that a typo
 * cannot relax a rule.
 */
export const nodeEnv = () =>
  oneOf(nodeEnvironments)
    .default('production')
    .describe('`development` and `test` relax what is required in production.');

/**
 * A field of the app's own, for what no other field reads.
 *
 * @param type what the text of the variable must be, in words
 */
export const custom = <Field extends z.ZodType>(type: string, field: Field): Field =>
  withMetadata(field, { type });

function secretField<Field extends z.ZodType>(field: Field, type: string): Field {
  return withMetadata(field, { type, isSecret: true });
}

function isHttpUrl(url: string): boolean {
  const parsed = parseHttpUrl(url);
  return parsed !== undefined && !parsed.rest.includes('#') && URL.canParse(url);
}

function hasProtocol(url: string, protocols: readonly string[]): boolean {
  try {
    return protocols.includes(new URL(url).protocol);
  } catch {
    return false;
  }
}
