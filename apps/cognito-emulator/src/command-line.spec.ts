import { ConfigError, loadConfig } from '@gatehouse/platform-core';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandLineError, readCommandLine } from './command-line.js';
import { emulatorConfig } from './config.js';

describe('readCommandLine', () => {
  it('gives the variables that options stand for', () => {
    expect(readCommandLine(['-p', '0', '-t', 'a.yaml', '--template=b.json', '-d', 'data'])).toEqual(
      {
        command: 'serve',
        environment: { PORT: '0', EMULATOR_TEMPLATE: 'a.yaml,b.json', EMULATOR_DATA_DIR: 'data' },
      },
    );
    expect(readCommandLine([])).toEqual({ command: 'serve', environment: {} });
    expect(readCommandLine(['ids', '--region', 'x'])).toMatchObject({ command: 'ids' });
    expect(readCommandLine(['--version'])).toMatchObject({ command: 'version' });
  });

  it.each([
    [['--colour', 'red'], "Unknown option '--colour'"],
    [['--port'], "Option '-p, --port <value>' argument missing"],
    [['serve', 'me'], 'there is no command me'],
    [['dance'], 'there is no command dance'],
  ])('refuses %j', (args, text) => {
    expect(() => readCommandLine(args)).toThrow(CommandLineError);
    expect(() => readCommandLine(args)).toThrow(text);
  });
});

describe('the configuration', () => {
  const parametersFrom = (text: string) =>
    loadConfig(emulatorConfig, { EMULATOR_TEMPLATE_PARAMETERS: text }).EMULATOR_TEMPLATE_PARAMETERS;

  it.each([
    '{"Stage":"prod","Days":7}',
    '[{"ParameterKey":"Stage","ParameterValue":"prod"},{"ParameterKey":"Days","ParameterValue":7}]',
    '{"Parameters":{"Stage":"prod","Days":7}}',
  ])('has parameters from %s, as text and in a file', (text) => {
    const path = join(mkdtempSync(join(tmpdir(), 'parameters-')), 'parameters.json');
    writeFileSync(path, text);
    for (const given of [text, path])
      expect(parametersFrom(given)).toEqual({ Stage: 'prod', Days: 7 });
  });

  it.each([
    ['{', 'must be JSON'],
    ['/nowhere', "can't be read (ENOENT)"],
    ['{"A":{"b":"hidden"}}', 'Invalid input'],
  ])('refuses the parameters %s', (text, reason) => {
    expect(() => parametersFrom(text)).toThrow(ConfigError);
    expect(() => parametersFrom(text)).toThrow(`EMULATOR_TEMPLATE_PARAMETERS: ${reason}`);
    expect(() => parametersFrom(text)).not.toThrow('hidden');
  });
});
