import { entitlements } from '@gatehouse/contracts';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { StackSettings } from './stack-settings.js';

/**
 * The largest function that CloudFormation accepts as `ZipFile`, in bytes (CloudFormation template reference,
 * AWS::Lambda::Function Code: "This zip file cannot exceed 4MB"; until 2022 it was 4,096 characters of source). The
 * source is measured instead of its archive, which is smaller.
 */
export const inlineCodeLimit = 4 * 1_024 * 1_024;

/**
 * The pre token generation trigger as the template holds it: CommonJS, the table of entitlements and the setting written
 * into it.
 * @param limit the largest size in bytes
 * @throws Error with the size of code that is larger
 */
export function preTokenGenerationCode(
  { allowSelfServiceScope }: StackSettings,
  limit = inlineCodeLimit,
): string {
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
  const code = outputText.replace(
    '"use strict";',
    (directive) => `${directive}\n${table}\n${setting}`,
  );
  requireInlineSize(code, limit);
  return code;
}

function requireInlineSize(code: string, limit: number): void {
  const size = Buffer.byteLength(code);
  if (size > limit)
    throw new Error(
      `The code of the pre token generation trigger has ${size} bytes; ` +
        `CloudFormation accepts at most ${limit} bytes inline.`,
    );
}
