/** @timeoutSeconds 60 */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { useResources } from '@gatehouse/test-kit';
import { emulatorConfig } from './config.js';
import { startProcess } from './spec-support/emulator-process.js';
import { fixtureTemplate } from './spec-support/fixture-template.js';
import { temporaryDirectory } from './spec-support/temporary-directory.js';

describe('the process', () => {
  const resources = useResources();
  const directory = temporaryDirectory();
  const template = join(directory, 'template.json');
  beforeAll(() => writeFileSync(template, JSON.stringify(fixtureTemplate)));

  const run = (environment: Record<string, string>, ...args: string[]) =>
    startProcess(resources, { EMULATOR_TEMPLATE: template, ...environment }, ...args);

  it('prints a banner with the clients, answers, and ends cleanly on SIGTERM', async () => {
    const { child, ended, printed } = await run({ EMULATOR_DATA_DIR: join(directory, 'data') });
    const banner = await printed('on a terminal only');
    expect(banner).toMatch(/console: http:\S+\/_emulator\n/);
    expect(banner).toContain('for development only');
    expect(banner).toMatch(/pool fixture eu-west-1_sztxdNq7v/);
    expect(banner).toMatch(/web [a-z0-9]{26}\n/);
    expect(banner).toMatch(/machine [a-z0-9]{26}\n/);
    const [, publicUrl = '', url = ''] =
      /(http:\S+) \(listening on (http:\S+)\)/.exec(banner) ?? [];
    expect(publicUrl).toBe(url.replace('127.0.0.1', 'localhost'));
    const health = await fetch(`${url}/health`);
    expect(await health.json()).toEqual({ status: 'ok' });
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, error: '' });
  });

  it('prints no client secret where its output is not a terminal, at any log level', async () => {
    const secrets = join(directory, 'secrets');
    const levels = ['trace', 'info'];
    const outputs = await Promise.all(
      levels.map(async (LOG_LEVEL, index) => {
        const EMULATOR_CLIENT_SECRETS_DIR = `${secrets}-${index}`;
        const { child, ended, printed } = await run({ EMULATOR_CLIENT_SECRETS_DIR, LOG_LEVEL });
        const url = /listening on (http:[^)]+)/.exec(await printed('on a terminal only'))?.[1];
        const secret = readFileSync(join(EMULATOR_CLIENT_SECRETS_DIR, 'machine'), 'utf8').trim();
        const id = /machine ([a-z0-9]{26})/.exec(await printed('machine'))?.[1];
        const token = await fetch(`${url}/oauth2/token`, {
          method: 'POST',
          headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
          body: new URLSearchParams({ grant_type: 'client_credentials' }),
        });
        const { access_token: accessToken } = (await token.json()) as { access_token: string };
        child.kill('SIGTERM');
        const { out, error } = await ended;
        return { status: token.status, output: out + error, hidden: [secret, accessToken] };
      }),
    );
    for (const { status, output, hidden } of outputs) {
      expect(status).toBe(200);
      expect(hidden.filter((text) => output.includes(text))).toEqual([]);
    }
  });

  it('prints the ids it derives and starts nothing', async () => {
    const { code, out } = await (await run({}, 'ids')).ended;
    expect(code).toBe(0);
    const id = expect.stringMatching(/^[a-z0-9]{26}$/) as string;
    expect(JSON.parse(out)).toEqual({
      pools: {
        Pool: {
          id: 'eu-west-1_sztxdNq7v',
          domain: 'fixture-domain',
          clients: { web: id, server: id, legacy: id, machine: id, worker: id },
        },
      },
    });
  });

  it('takes options in the place of variables, several templates, and values for them', async () => {
    const yaml = join(directory, 'second.yaml');
    writeFileSync(
      yaml,
      'Parameters: { Name: { Type: String } }\nResources: { Second: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: !Sub "${Name}-pool" } } }\n',
    );
    const parameters = join(directory, 'parameters.json');
    writeFileSync(parameters, '[{"ParameterKey":"Name","ParameterValue":"given"}]');
    const { child, ended, printed } = await run(
      { PORT: '1', EMULATOR_TEMPLATE: '/nowhere', EMULATOR_TEMPLATE_PARAMETERS_FILE: '/nowhere' },
      ...['--port', '0', '-t', template, '--template', yaml, '--region', 'us-east-1'],
      ...['--parameters', parameters, '--public-url', 'http://idp.test'],
    );
    const banner = await printed('given-pool');
    expect(banner).toMatch(/pool fixture us-east-1_sztxdNq7v/);
    expect(banner).toContain('http://idp.test (listening on http://127.0.0.1:');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });

  it('explains itself', async () => {
    const [help, version] = await Promise.all([
      run({}, '--help').then(({ ended }) => ended),
      run({}, '--version').then(({ ended }) => ended),
    ]);
    expect(help).toMatchObject({ code: 0, error: '' });
    for (const variable of Object.keys(emulatorConfig.shape)) expect(help.out).toContain(variable);
    for (const line of help.out.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
    expect(version).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });

  it('says in a sentence what is wrong', async () => {
    const blocker = resources.add(createServer()).listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const broken = join(directory, 'broken.json');
    writeFileSync(broken, '{');
    const attempts = [
      [{ PORT: String(port) }, `cognito-emulator: port ${port} is taken by another program.\n`],
      [
        { EMULATOR_TEMPLATE: broken },
        'EMULATOR_TEMPLATE: the template is not usable: it is not JSON',
      ],
      [
        { EMULATOR_TEMPLATE: '/nowhere' },
        "EMULATOR_TEMPLATE: the template is not usable: /nowhere can't be read (ENOENT)",
      ],
      [{ EMULATOR_FUNCTIONS: '{"A":"./nowhere.js"}' }, 'EMULATOR_FUNCTIONS: A: there is no '],
      [{ AWS_REGION: 'nowhere', LOG_LEVEL: 'loud' }, 'AWS_REGION: must be a region'],
    ] as const;
    await Promise.all(
      attempts.map(async ([environment, text]) => {
        const { code, error } = await (await run(environment)).ended;
        expect(code).toBe(1);
        expect(error).toContain(text);
        expect(error).not.toContain('    at ');
      }),
    );
    const { code, error } = await (await run({}, '--colour', 'red')).ended;
    expect(code).toBe(1);
    expect(error).toMatch(/^cognito-emulator: Unknown option '--colour'.*\n.*--help/);
  });
});
