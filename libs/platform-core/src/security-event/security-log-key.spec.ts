import { z } from 'zod';
import { loadConfig, missingSettings } from '../config.js';
import { nodeEnv } from '../config-fields.js';
import { createLogger } from '../logger.js';
import { securityLogKey, securityLogSettings } from './security-log-key.js';

const schema = z.object({ NODE_ENV: nodeEnv(), ...securityLogSettings });
const key = 'k'.repeat(32);

/** What the log says while a key is read from these settings. */
function keyAndLines(environment: Record<string, string>) {
  const lines: string[] = [];
  const logger = createLogger('app', 'trace', { write: (line) => lines.push(line) });
  const read = () => securityLogKey(loadConfig(schema, environment), logger);
  return { read, lines };
}

describe('SECURITY_LOG_KEY', () => {
  it('is the key, and is not logged', () => {
    const { read, lines } = keyAndLines({ NODE_ENV: 'production', SECURITY_LOG_KEY: key });
    expect(read()).toBe(key);
    expect(lines.join()).not.toContain(key);
  });

  it('is generated outside production, for each process another, and is not logged', () => {
    const { read, lines } = keyAndLines({ NODE_ENV: 'test' });
    const [first, second] = [read(), read()];
    expect(first).not.toBe(second);
    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(lines[0]).toContain('SECURITY_LOG_KEY is absent');
    expect(lines.join()).not.toContain(first);
  });

  it('is required in production', () => {
    expect(keyAndLines({ NODE_ENV: 'production' }).read).toThrow('SECURITY_LOG_KEY: is missing');
    const load = () => loadConfig(schema, { NODE_ENV: 'production' }, missingSettings(schema));
    expect(load).toThrow('SECURITY_LOG_KEY: is missing');
  });

  it('is rejected when it is short, without a part of it in the error', () => {
    const short = 'too-short-to-be-a-key';
    const load = () => loadConfig(schema, { SECURITY_LOG_KEY: short });
    expect(load).toThrow('SECURITY_LOG_KEY: must have at least 32 characters');
    expect(load).not.toThrow(short);
  });
});
