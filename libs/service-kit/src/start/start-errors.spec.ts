import { ConfigError, StartError } from '@gatehouse/platform-core';
import { databaseStartError, migrationStartError } from './start-errors.js';

describe('databaseStartError', () => {
  it('names the setting and the reason, and keeps the cause', () => {
    const cause = new Error('The database is unavailable (ECONNREFUSED).');
    const error = databaseStartError(cause);
    expect(error).toBeInstanceOf(StartError);
    expect(error.cause).toBe(cause);
    expect(error.message).toBe(
      'The database of DATABASE_URL cannot be used. The database is unavailable (ECONNREFUSED).',
    );
  });
});

describe('migrationStartError', () => {
  it('passes on an error that has a message for operators', () => {
    const error = new ConfigError(['DATABASE_URL: is missing']);
    expect(migrationStartError(error)).toBe(error);
  });

  it.each([
    [
      'a statement with its code',
      {
        message: 'Failed query: ALTER TABLE a\nparams: ',
        query: 'ALTER TABLE a;\n',
        cause: { code: '42P01', message: 'the row (Ada) is in the way' },
      },
      'A statement failed (42P01), and none was kept: ALTER TABLE a;',
    ],
    [
      'a code of PostgreSQL without its message',
      { severity: 'ERROR', code: '55P03', message: 'the row (Ada) is in the way' },
      'PostgreSQL reported 55P03.',
    ],
    [
      'the message of any other error',
      { code: 'database_unavailable', message: 'The database is unavailable (57P03).' },
      'The database is unavailable (57P03).',
    ],
  ])('names %s', (_case, cause, reason) => {
    const error = migrationStartError(cause);
    expect(error).toBeInstanceOf(StartError);
    expect(error.cause).toBe(cause);
    expect(error.message).toBe(`The migrations could not be applied. ${reason}`);
  });
});
