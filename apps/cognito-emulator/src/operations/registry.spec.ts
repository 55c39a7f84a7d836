import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { serviceModel } from '../generated/service-model.js';
import { sentCommands } from '../spec-support/sent-commands.js';
import { operations } from './index.js';

const suite = join(import.meta.dirname, '..', 'sdk-suite');

describe('the registry of operations', () => {
  it('knows every operation of the installed SDK by name', () => {
    const known = Object.keys(sdk)
      .filter((name) => name.endsWith('Command') && name !== '$Command')
      .map((name) => name.slice(0, -'Command'.length));
    expect(Object.keys(serviceModel).sort()).toEqual(known.sort());
  });

  it('has a call of each in the SDK suite', () => {
    const sent = new Set(
      readdirSync(suite).flatMap((file) => [
        ...sentCommands(readFileSync(join(suite, file), 'utf8')),
      ]),
    );
    const uncalled = [...operations.keys()].filter((name) => !sent.has(`${name}Command`));
    expect(uncalled).toEqual([]);
  });
});
