import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { startProcess, useResources } from '@gatehouse/test-kit';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BareApp } from './bare-app.js';
import { Readme } from './readme.js';

const run = promisify(execFile);

/** The emulator as npm gives it to a user who pastes its README into an empty folder. */
describe('the packed emulator, in an empty folder', () => {
  const resources = useResources();
  let app: BareApp;
  let contents: readonly string[];

  beforeAll(async () => {
    const readme = await Readme.of('apps/cognito-emulator');
    app = await resources.add(BareApp.create(), (bare) => bare.remove());
    for (const [file, code] of readme.files) await app.write(file, code);
    const sdk = '@aws-sdk/client-cognito-identity-provider@3';
    // What it depends on comes from npm too once it is published.
    const needed = '@gatehouse/platform-core';
    const packed = await app.install([...readme.installed, needed, sdk, 'jest@30']);
    contents = packed.get('@gatehouse/cognito-emulator') ?? [];
  });

  async function start(...args: string[]) {
    const script = app.path('node_modules/.bin/cognito-emulator');
    const process = await resources.add(startProcess({ script, args: ['--port', '0', ...args] }));
    const line = await process.outputLine((text) => text.includes('(listening on '));
    return { process, url: /listening on (\S+)\)/.exec(line)?.[1] ?? '' };
  }

  function sdkOf(endpoint: string, region = 'eu-west-1') {
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    return new CognitoIdentityProviderClient({ endpoint, region, credentials, maxAttempts: 1 });
  }

  it('holds code, types, manifest, README and licence, and nothing else', () => {
    expect(contents).toEqual(
      expect.arrayContaining(['package/dist/index.js', 'package/dist/index.d.ts']),
    );
    const others = contents.filter((file) => !/^package\/dist\/[\w./-]+\.(js|d\.ts)$/.test(file));
    expect(others.filter((file) => file !== 'package/CHANGELOG.md').sort()).toEqual([
      'package/LICENSE',
      'package/README.md',
      'package/package.json',
    ]);
    expect(contents.filter((file) => /spec|test-d/.test(file))).toEqual([]);
  });

  it("passes the README's test in Jest", async () => {
    const jest = app.path('node_modules/jest/bin/jest.js');
    const { stderr } = await run(process.execPath, [jest], { cwd: app.folder });
    expect(stderr).toContain('1 passed');
  });

  it('starts alone, answers the SDK, and finds its state again', async () => {
    const template = ['--template', app.path('template.yaml'), '--data-dir', app.path('data')];
    const first = await start(...template);
    const sdk = sdkOf(first.url);
    const { UserPools: pools = [] } = await sdk.send(new ListUserPoolsCommand({ MaxResults: 10 }));
    expect(pools.map(({ Name }) => Name)).toEqual(['emulator-Users']);
    const unknown = new AdminGetUserCommand({ UserPoolId: pools[0]?.Id, Username: 'nobody' });
    await expect(sdk.send(unknown)).rejects.toMatchObject({ name: 'UserNotFoundException' });
    sdk.destroy();
    expect(await first.process.stop()).toBe(0);

    const again = sdkOf((await start(...template)).url);
    const { UserPools: kept = [] } = await again.send(new ListUserPoolsCommand({ MaxResults: 10 }));
    expect(kept.map(({ Id }) => Id)).toEqual(pools.map(({ Id }) => Id));
    again.destroy();
  });

  it('explains itself and says in a sentence what is wrong', async () => {
    const script = app.path('node_modules/.bin/cognito-emulator');
    const { stdout } = await run(process.execPath, [script, '--help']);
    expect(stdout).toContain('--template <path>');
    const wrong = await resources.add(
      startProcess({ script, args: ['-t', app.path('nothing.yaml')] }),
    );
    expect(await wrong.exited).toBe(1);
    expect(wrong.output).toMatch(/EMULATOR_TEMPLATE: .*nothing\.yaml can't be read \(ENOENT\)/);
  });
});
