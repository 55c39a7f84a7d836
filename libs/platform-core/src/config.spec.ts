import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError, loadConfig, missingSettings, requireSettings } from './config.js';
import * as fields from './config-fields.js';
import { isProduction } from './node-env.js';
import { inProduction, lessThan, requiredWhen, unlessSet, whenSet } from './setting-metadata.js';

const schema = z.object({
  PORT: fields.port(3000),
  ISSUER: fields.httpUrl(),
  CLIENTS: fields.csv(),
  SECRET: z.string().min(8),
});

const good = { ISSUER: 'https://issuer.example/pool/', CLIENTS: 'a, b,', SECRET: 'long enough' };

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(schema, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  throw new Error('the configuration was taken');
}

describe('loadConfig', () => {
  it('reads, converts and fills in', () => {
    expect(loadConfig(schema, good)).toEqual({
      PORT: 3000,
      ISSUER: 'https://issuer.example/pool',
      CLIENTS: ['a', 'b'],
      SECRET: 'long enough',
    });
  });

  it('reads a variable from the file that NAME_FILE names', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'secret');
    writeFileSync(path, 'from the file\n');
    const { SECRET: _, ...rest } = good;
    expect(loadConfig(schema, { ...rest, SECRET_FILE: path }).SECRET).toBe('from the file');
  });

  it('names every fault at once, and no value', () => {
    const faults = faultsOf({
      PORT: '70000',
      ISSUER: 'ftp://hidden',
      CLIENTS: ' , ',
      SECRET: 'hidden',
    });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'PORT',
      'ISSUER',
      'CLIENTS',
      'SECRET',
    ]);
    expect(faults.join()).not.toContain('hidden');
  });

  it('calls an empty variable missing', () => {
    expect(faultsOf({ ...good, ISSUER: '' })).toEqual(['ISSUER: is missing']);
  });

  it('refuses a variable given both ways and a file that is not there', () => {
    expect(faultsOf({ ...good, SECRET_FILE: '/nowhere' })).toEqual([
      'SECRET: is given twice, as SECRET and as SECRET_FILE',
    ]);
    const { SECRET: _, ...rest } = good;
    expect(faultsOf({ ...rest, SECRET_FILE: '/nowhere' })).toEqual([
      "SECRET: the file that SECRET_FILE names can't be read (ENOENT)",
    ]);
  });
});

describe('nodeEnv', () => {
  const environment = z.object({ NODE_ENV: fields.nodeEnv() });

  it.each([
    [{}, 'production'],
    [{ NODE_ENV: '' }, 'production'],
    [{ NODE_ENV: 'production' }, 'production'],
    [{ NODE_ENV: 'development' }, 'development'],
    [{ NODE_ENV: 'test' }, 'test'],
  ])('reads %j as %s', (variables, expected) => {
    expect(loadConfig(environment, variables).NODE_ENV).toBe(expected);
  });

  it.each([
    'Production',
    'Development',
    'TEST',
    'prod',
    'dev',
    'staging',
    ' production',
    'development ',
    'development,test',
    'constructor',
  ])('rejects %j and names the allowed values', (NODE_ENV) => {
    expect(() => loadConfig(environment, { NODE_ENV })).toThrow(
      'NODE_ENV: must be production, development or test',
    );
  });
});

describe('isProduction', () => {
  it.each([undefined, '', 'production', 'Production', 'staging', 'Development', ' test'])(
    'is true for %j',
    (value) => expect(isProduction(value)).toBe(true),
  );

  it.each(['development', 'test'])('is false for %j', (value) =>
    expect(isProduction(value)).toBe(false),
  );
});

describe('pairs', () => {
  const list = z.object({ PEERS: fields.pairs() });

  it('reads keys and their names', () => {
    const { PEERS } = loadConfig(list, { PEERS: 'abc=order-service, def=billing' });
    expect(PEERS).toEqual({ abc: 'order-service', def: 'billing' });
  });

  it.each(['abc', 'abc=', '=name', 'a=b=c', 'a b=c', 'abc=one,abc=two'])('refuses %j', (PEERS) => {
    expect(() => loadConfig(list, { PEERS })).toThrow(ConfigError);
  });
});

describe('requireSettings', () => {
  const missing = missingSettings(
    z.object({
      KEY: requiredWhen(inProduction, fields.secret()),
      URL: fields.httpUrl().optional(),
      ID: requiredWhen(whenSet('URL'), fields.csv()),
      SECRET: requiredWhen(whenSet('URL'), fields.secret()),
    }),
  );

  it('applies the rule of loadConfig to a configuration, for the settings that are named', () => {
    const config = { NODE_ENV: 'production', KEY: undefined, URL: 'http://a', ID: ['b'] };
    expect(() => requireSettings(missing, config, 'KEY', 'ID')).toThrow(
      new ConfigError(['KEY: is missing']),
    );
    expect(() => requireSettings(missing, config, 'ID', 'SECRET')).toThrow(
      new ConfigError(['SECRET: is missing']),
    );
    expect(() => requireSettings(missing, config, 'ID', 'URL')).not.toThrow();
    expect(() => requireSettings(missing, { ...config, NODE_ENV: 'test' }, 'KEY')).not.toThrow();
  });
});

describe('requiredWhen', () => {
  const conditional = z.object({
    NODE_ENV: fields.nodeEnv(),
    KEY: requiredWhen(inProduction, fields.secret()),
    POOLS: fields.text().optional(),
    ISSUER: requiredWhen(unlessSet('POOLS'), fields.httpUrl()),
    CLIENT: requiredWhen(whenSet('POOLS'), fields.text()),
  });
  const load = (variables: Record<string, string>) =>
    loadConfig(conditional, variables, missingSettings(conditional));

  it.each<[Record<string, string>, string[]]>([
    [{}, ['KEY', 'ISSUER']],
    [{ NODE_ENV: 'test' }, ['ISSUER']],
    [{ NODE_ENV: 'test', POOLS: 'a' }, ['CLIENT']],
    [{ NODE_ENV: 'production', POOLS: 'a', CLIENT: 'b' }, ['KEY']],
  ])('names what is missing with %j', (variables, missing) => {
    const lines = missing.map((name) => `  ${name}: is missing`);
    expect(() => load(variables)).toThrow(
      ['The configuration is not usable:', ...lines].join('\n'),
    );
  });

  it('leaves the setting absent when the condition does not hold', () => {
    expect(load({ NODE_ENV: 'test', ISSUER: 'https://issuer' })).toEqual({
      NODE_ENV: 'test',
      ISSUER: 'https://issuer',
    });
  });
});

describe('lessThan', () => {
  const related = z.object({
    HEAD: lessThan('WHOLE', fields.seconds(10)),
    WHOLE: fields.seconds(30),
  });

  it('rejects a number that is not less than the other, also when the other is a default', () => {
    expect(() => loadConfig(related, { HEAD: '30' })).toThrow('HEAD: must be less than WHOLE');
    expect(() => loadConfig(related, { WHOLE: '5' })).toThrow('HEAD: must be less than WHOLE');
    expect(loadConfig(related, { HEAD: '29' })).toEqual({ HEAD: 29, WHOLE: 30 });
  });
});
