import { z } from 'zod';
import * as fields from './config-fields.js';
import { secretNames } from './secret-fields.js';

describe('secretNames', () => {
  it('returns the secret settings of a schema, however they are wrapped, and no others', () => {
    const config = z.object({
      PORT: fields.port(3000),
      ISSUER: fields.httpUrl(),
      CLIENT_ID: z.string().min(1),
      REQUIRED: fields.secret(),
      OPTIONAL: fields.secret().optional(),
      DEFAULTED: fields.secret().default('none'),
      TRANSFORMED: fields.secret().transform((text) => text.trim()),
      DATABASE_URL: fields.databaseUrl(),
      VALKEY_URL: fields.valkeyUrl().optional(),
    });
    expect(secretNames(config)).toEqual([
      'REQUIRED',
      'OPTIONAL',
      'DEFAULTED',
      'TRANSFORMED',
      'DATABASE_URL',
      'VALKEY_URL',
    ]);
  });
});
