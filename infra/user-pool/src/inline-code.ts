import { entitlements } from '@gatehouse/contracts';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { StackSettings } from './stack-settings.js';

/** What CloudFormation takes as `ZipFile` (AWS::Lambda::Function Code), in characters. */
export const inlineCodeLimit = 4096;

/**
 * The pre token generation trigger as the template holds it: CommonJS, the table of entitlements and the setting written
 * into it.
 */
export function preTokenGenerationCode({ allowSelfServiceScope }: StackSettings): string {
  const file = new URL('../src/triggers/pre-token-generation.ts', import.meta.url);
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      removeComments: true,
    },
  });
  const table = `const entitlements = ${JSON.stringify(entitlements)};`;
  const setting = `const allowSelfServiceScope = ${String(allowSelfServiceScope)};`;
  return outputText.replace('"use strict";', (directive) => `${directive}\n${table}\n${setting}`);
}
