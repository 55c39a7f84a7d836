import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { synthesizeTemplate, templateFile } from './template.js';

/**
 * Writes generated/template.json. With --print the template goes to standard output instead; with --check the
 * exit code tells whether the committed one is up to date.
 */
const template = synthesizeTemplate();
if (process.argv.includes('--print')) process.stdout.write(template);
else if (process.argv.includes('--check')) check();
else write();

function write(): void {
  mkdirSync(new URL('.', templateFile), { recursive: true });
  writeFileSync(templateFile, template);
}

function check(): void {
  if (committedTemplate() === template) return;
  process.stderr.write('generated/template.json is stale: run `npm run generate` and commit it.\n');
  process.exitCode = 1;
}

function committedTemplate(): string | undefined {
  try {
    return readFileSync(templateFile, 'utf8');
  } catch {
    return undefined;
  }
}
