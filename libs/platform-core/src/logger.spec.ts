import { createLogger } from './logger.js';

/** The lines that a logger writes. */
function written(log: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  log(createLogger('app', 'info', { write: (line) => lines.push(line) }));
  return lines;
}

describe('a line of the log', () => {
  it('says of an error what went wrong and why, and nothing it carries', () => {
    const error = Object.assign(new Error('no HTTP', { cause: new Error('closed') }), {
      code: 'HPE_INVALID',
      data: 'octets of an answer',
    });
    const lines = written((logger) => {
      logger.warn(error, 'response errored');
      logger.child({ part: 'x' }).error({ err: error });
    });
    for (const line of lines) {
      expect(line).not.toContain('octets');
      const { err } = JSON.parse(line) as { readonly err: unknown };
      expect(err).toEqual({
        type: 'Error',
        message: 'no HTTP: closed',
        code: 'HPE_INVALID',
        stack: expect.stringContaining('logger.spec') as unknown,
      });
    }
    expect(lines).toHaveLength(2);
  });

  it('takes what is thrown and is no error as it is', () => {
    expect(written((logger) => logger.error({ err: null }, 'odd'))).toEqual([
      expect.stringContaining('"err":null'),
    ]);
  });

  it('strikes out what has the name of a secret', () => {
    const [line] = written((logger) => logger.info({ headers: { authorization: 'Bearer x' } }));
    expect(line).toContain('"headers":{"authorization":"[redacted]"}');
  });

  it.each([
    'authorization',
    'cookie',
    'set-cookie',
    'txn-token',
    'cognito-access-token',
    'password',
    'secret',
    'clientSecret',
    'token',
    'accessToken',
    'idToken',
    'refreshToken',
  ])('strikes out %s at three depths', (name) => {
    const [line] = written((logger) =>
      logger.info({ [name]: 'shown-0', a: { [name]: 'shown-1', b: { [name]: 'shown-2' } } }),
    );
    expect(line!.match(/\[redacted\]/g)).toHaveLength(3);
    expect(line).not.toContain('shown');
  });
});
