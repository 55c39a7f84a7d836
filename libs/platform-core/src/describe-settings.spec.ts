import { z } from 'zod';
import * as fields from './config-fields.js';
import { describeSettings, secretNames } from './describe-settings.js';
import { inProduction, lessThan, requiredWhen, unlessSet, whenSet } from './setting-metadata.js';

const described = (name: string, field: z.ZodType) =>
  describeSettings(z.object({ [name]: field, WHOLE: fields.seconds(9).describe('Other.') }))[0];

describe('describeSettings', () => {
  it.each<[string, z.ZodType, string]>([
    ['port', fields.port(80), 'port'],
    ['host', fields.host('::1'), 'host name or IP address'],
    ['text', fields.text(), 'text'],
    ['path', fields.path(), 'path'],
    ['httpUrl', fields.httpUrl(), 'http(s) URL'],
    ['httpUrls', fields.httpUrls(), 'comma-separated list of http(s) URLs'],
    ['csv', fields.csv(), 'comma-separated list'],
    ['pairs', fields.pairs(), 'comma-separated list of `key=name`'],
    ['json', fields.json(z.array(z.string())), 'JSON'],
    ['seconds', fields.seconds(5, { min: 1, max: 300 }), 'seconds, 1 to 300'],
    ['milliseconds', fields.milliseconds(5, { max: 900 }), 'milliseconds, 1 to 900'],
    ['count', fields.count(5, { max: 10 }), 'count, 1 to 10'],
    ['bytes', fields.bytes(5, { max: 10 }), 'bytes, 1 to 10'],
    ['share', fields.share(0.5), 'number, 0 to 1'],
    ['oneOf', fields.oneOf(['on', 'off']), '`on` or `off`'],
    ['flag', fields.flag(false), 'true or false'],
    ['region', fields.region(), 'AWS region'],
    ['secret', fields.secret(), 'text'],
    ['PEM', fields.secret({ type: 'PEM' }), 'PEM'],
    ['long secret', fields.secret({ minLength: 32 }), 'text of at least 32 characters'],
    ['databaseUrl', fields.databaseUrl(), 'PostgreSQL URL'],
    ['valkeyUrl', fields.valkeyUrl(), 'redis(s) URL'],
    ['custom', fields.custom('a colour', z.string()), 'a colour'],
    [
      'lessThan',
      lessThan('WHOLE', fields.seconds(1, { max: 8 })),
      'seconds, 0 to 8, less than `WHOLE`',
    ],
  ])('states the type of %s, also under optional() and describe()', (_name, field, type) => {
    expect(described('FIELD', field.describe('Its meaning.'))?.type).toBe(type);
    expect(described('FIELD', field.optional().describe('Its meaning.'))?.type).toBe(type);
    expect(described('FIELD', field.describe('Its meaning.').optional())).toMatchObject({
      type,
      description: 'Its meaning.',
    });
  });

  it.each<[z.ZodType, string | undefined, string | undefined]>([
    [fields.port(80), '80', undefined],
    [fields.seconds(5), '5', 's'],
    [fields.milliseconds(5), '5', 'ms'],
    [fields.bytes(5), '5', 'bytes'],
    [fields.count(5), '5', undefined],
    [fields.flag(false), 'false', undefined],
    [fields.text().default('gateway'), 'gateway', undefined],
    [fields.text(), undefined, undefined],
    [fields.text().optional(), undefined, undefined],
  ])('states a default with its unit', (field, preset, unit) => {
    const setting = described('FIELD', field.describe('Its meaning.'));
    expect([setting?.default, setting?.unit]).toEqual([preset, unit]);
  });

  it.each<[z.ZodType, string]>([
    [fields.text(), 'yes'],
    [fields.text().optional(), 'no'],
    [fields.text().default('a'), 'no'],
    [fields.flag(true), 'no'],
    [requiredWhen(inProduction, fields.text()), 'in production'],
    [requiredWhen(whenSet('WHOLE'), fields.text()), 'with `WHOLE`'],
    [requiredWhen(unlessSet('WHOLE'), fields.text()), 'without `WHOLE`'],
  ])('states when a setting is required', (field, required) => {
    expect(described('FIELD', field.describe('Its meaning.'))?.required).toBe(required);
  });

  it('describes NODE_ENV and LOG_LEVEL, which every app has', () => {
    const both = describeSettings(
      z.object({ NODE_ENV: fields.nodeEnv(), LOG_LEVEL: fields.logLevel() }),
    );
    expect(both.map(({ type, default: preset }) => [type, preset])).toEqual([
      ['`production`, `development` or `test`', 'production'],
      ['`trace`, `debug`, `info`, `warn`, `error` or `silent`', 'info'],
    ]);
  });

  it.each<[string, string, z.ZodType]>([
    ['has no type', 'FIELD', z.string().describe('Its meaning.')],
    ['has no type', 'FIELD', z.coerce.number().default(1).describe('Its meaning.')],
    ['has no description', 'FIELD', fields.text()],
    ['has no description', 'FIELD', fields.secret().optional()],
    ['is a secret', 'COGNITO_CLIENT_SECRET', fields.text().describe('Its meaning.')],
    ['is a secret', 'COGNITO_CLIENT_SECRET_NEXT', fields.text().optional().describe('A.')],
    ['is a secret', 'TXN_TOKEN_PRIVATE_KEY', fields.text().describe('Its meaning.')],
    ['is a secret', 'DATABASE_PASSWORD', fields.text().describe('Its meaning.')],
    ['rejects its own default', 'FIELD', fields.httpUrl().default('nowhere').describe('A.')],
    ['refers to NOTHING', 'FIELD', lessThan('NOTHING', fields.seconds(1)).describe('A.')],
  ])('throws for a setting that %s', (error, name, field) => {
    expect(() => described(name, field)).toThrow(`${name} ${error}`);
  });
});

describe('secretNames', () => {
  it('returns the secret settings of a schema, however they are wrapped, and no others', () => {
    const config = z.object({
      PORT: fields.port(3000),
      ISSUER: fields.httpUrl(),
      CLIENT_ID: fields.text(),
      REQUIRED: fields.secret(),
      OPTIONAL: fields.secret().optional(),
      DESCRIBED: fields.secret().describe('Its meaning.').optional(),
      CONDITIONAL: requiredWhen(inProduction, fields.secret()),
      LONGER: fields.secret().min(8),
      DEFAULTED: fields.secret().default('none'),
      TRANSFORMED: fields.secret().transform((text) => text.trim()),
      DATABASE_URL: fields.databaseUrl(),
      VALKEY_URL: fields.valkeyUrl().optional(),
    });
    expect(secretNames(config)).toEqual([
      'REQUIRED',
      'OPTIONAL',
      'DESCRIBED',
      'CONDITIONAL',
      'LONGER',
      'DEFAULTED',
      'TRANSFORMED',
      'DATABASE_URL',
      'VALKEY_URL',
    ]);
  });
});
