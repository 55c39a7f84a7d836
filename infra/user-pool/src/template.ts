import { App } from 'aws-cdk-lib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StackSettings, stackSettings } from './stack-settings.js';
import { UserPoolStack } from './user-pool-stack.js';

/** Where the committed template is, which the emulator boots from. */
export const templateFile = new URL('../generated/template.json', import.meta.url);

/** Where the committed template of a pool that requires MFA is. Its logical ids, and so its local ids, are the same. */
export const requiredMfaTemplateFile = new URL(
  '../generated/required-mfa-template.json',
  import.meta.url,
);

/** Values of parameters for the emulator: senders of every kind, which exist nowhere. */
export const localParametersFile = new URL('../local-parameters.json', import.meta.url);

/** The stack as CloudFormation text, the same on every machine. */
export function synthesizeTemplate(settings: StackSettings = stackSettings): string {
  const outdir = mkdtempSync(join(tmpdir(), 'user-pool-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, treeMetadata: false });
    const stack = new UserPoolStack(app, 'gatehouse-user-pool', settings);
    const template: unknown = app.synth().getStackArtifact(stack.artifactId).template;
    return `${JSON.stringify(template, null, 2)}\n`;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
