import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { cognitoOperations } from './cognito-operations.js';
import { operations } from './index.js';

describe('the registry of operations', () => {
  it('knows every operation of the installed SDK by name', () => {
    const known = Object.keys(sdk)
      .filter((name) => name.endsWith('Command') && name !== '$Command')
      .map((name) => name.slice(0, -'Command'.length));
    expect([...cognitoOperations].sort()).toEqual(known.sort());
  });

  it('has a spec of its own and a part in the SDK spec for each', () => {
    const sdkSpec = readFileSync(join(import.meta.dirname, '..', 'sdk.spec.ts'), 'utf8');
    for (const name of operations.keys()) {
      const file = `${name.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.spec.ts`;
      expect(existsSync(join(import.meta.dirname, file)) ? file : `no ${file}`).toBe(file);
      expect(sdkSpec).toContain(`new ${name}Command(`);
    }
  });

  it('has operations of Cognito alone', () => {
    for (const name of operations.keys()) expect(cognitoOperations).toContain(name);
  });
});
