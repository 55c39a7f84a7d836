#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { ConfigError, createLogger, loadConfig, runProcess } from '@gatehouse/platform-core';
import { banner } from './banner.js';
import { type CommandLine, helpText, readCommandLine } from './command-line.js';
import { type EmulatorConfig, emulatorConfig, emulatorLimitsOf } from './config.js';
import { type RunningServer, startServer } from './server.js';
import { DirectoryInUseError } from './store/directory-lock.js';
import { CorruptStateError } from './store/journal-record.js';
import { UnusableDirectoryError } from './store/state-directory.js';
import { derivedIds } from './template/derived-ids.js';
import { loadBlueprint } from './template/load-blueprint.js';
import { LocalModuleError } from './template/local-modules.js';
import { TemplateError } from './template/template.js';

const name = 'cognito-emulator';

try {
  await run(readCommandLine(process.argv.slice(2)));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${name}: ${message}\n${name} --help lists what can be said.\n`);
  process.exitCode = 1;
}

async function run({ command, environment }: CommandLine): Promise<void> {
  const isLeft = ([variable]: [string, unknown]) =>
    !(variable.replace(/_FILE$/, '') in environment);
  const settings = {
    ...Object.fromEntries(Object.entries(process.env).filter(isLeft)),
    ...environment,
  };
  if (command === 'help') process.stdout.write(helpText());
  else if (command === 'version') process.stdout.write(`${version()}\n`);
  else if (command === 'ids') await printIds(settings);
  else
    await runProcess({
      name,
      config: emulatorConfig,
      environment: settings,
      start: startWithBanner,
    });
}

type Environment = Readonly<Record<string, string | undefined>>;

async function startWithBanner(config: EmulatorConfig): Promise<RunningServer> {
  const emulator = await withPlainErrors(() =>
    startServer({
      port: config.PORT,
      host: config.HOST,
      smtpPort: config.EMULATOR_SMTP_PORT,
      template: config.EMULATOR_TEMPLATE,
      parameters: config.EMULATOR_TEMPLATE_PARAMETERS,
      functions: config.EMULATOR_FUNCTIONS,
      dataDirectory: config.EMULATOR_DATA_DIR,
      publicUrl: config.EMULATOR_PUBLIC_URL,
      region: config.AWS_REGION,
      issuer: config.EMULATOR_ISSUER,
      requirePkce: config.EMULATOR_REQUIRE_PKCE,
      functionTimeoutSeconds: config.EMULATOR_FUNCTION_TIMEOUT_SECONDS,
      clientSecretsDirectory: config.EMULATOR_CLIENT_SECRETS_DIR,
      limits: emulatorLimitsOf(config),
      log: createLogger(name, config.LOG_LEVEL),
    }),
  );
  process.stdout.write(banner(emulator, { showsSecrets: process.stdout.isTTY }));
  return emulator;
}

/** Prints the ids the template leads to, and starts nothing. */
async function printIds(environment: Environment): Promise<void> {
  try {
    const config = loadConfig(emulatorConfig, environment);
    const blueprint = await withPlainErrors(() =>
      loadBlueprint(config.EMULATOR_TEMPLATE, config.AWS_REGION, {
        parameters: config.EMULATOR_TEMPLATE_PARAMETERS,
      }),
    );
    process.stdout.write(`${JSON.stringify(derivedIds(blueprint), null, 2)}\n`);
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

/** Gives what a developer can put right as a fault of the configuration: a sentence instead of a stack trace. */
async function withPlainErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TemplateError)
      throw new ConfigError([`EMULATOR_TEMPLATE: ${error.message}`]);
    if (error instanceof LocalModuleError)
      throw new ConfigError([`EMULATOR_FUNCTIONS: ${error.message}`]);
    if (isDirectoryFault(error)) throw new ConfigError([`EMULATOR_DATA_DIR: ${error.message}`]);
    throw error;
  }
}

type DirectoryFault = DirectoryInUseError | CorruptStateError | UnusableDirectoryError;

/** A function by declaration: the program runs before the module is read to its end. */
function isDirectoryFault(error: unknown): error is DirectoryFault {
  return (
    error instanceof DirectoryInUseError ||
    error instanceof CorruptStateError ||
    error instanceof UnusableDirectoryError
  );
}
