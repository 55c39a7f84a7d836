#!/usr/bin/env node
import { ConfigError, createLogger, loadConfig, runProcess } from '@gatehouse/platform-core';
import { banner } from './banner.js';
import { type EmulatorConfig, emulatorConfig } from './config.js';
import { type RunningEmulator, startEmulator } from './server.js';
import { DirectoryInUseError } from './store/directory-lock.js';
import { CorruptStateError } from './store/journal-record.js';
import { derivedIds } from './template/derived-ids.js';
import { loadBlueprint } from './template/load-blueprint.js';
import { TemplateError } from './template/template.js';

const name = 'cognito-emulator';

if (process.argv[2] === 'ids') await printIds();
else
  await runProcess({
    name,
    config: emulatorConfig,
    environment: process.env,
    start: startWithBanner,
  });

async function startWithBanner(config: EmulatorConfig): Promise<RunningEmulator> {
  const emulator = await withPlainErrors(() =>
    startEmulator({
      port: config.PORT,
      host: config.HOST,
      template: config.EMULATOR_TEMPLATE,
      dataDirectory: config.EMULATOR_DATA_DIR,
      publicUrl: config.EMULATOR_PUBLIC_URL,
      region: config.AWS_REGION,
      clientSecretsDirectory: config.EMULATOR_CLIENT_SECRETS_DIR,
      log: createLogger(name, config.LOG_LEVEL),
    }),
  );
  process.stdout.write(banner(emulator));
  return emulator;
}

/** Prints the ids the template leads to, and starts nothing. */
async function printIds(): Promise<void> {
  try {
    const config = loadConfig(emulatorConfig, process.env);
    const blueprint = await withPlainErrors(() =>
      loadBlueprint(config.EMULATOR_TEMPLATE, config.AWS_REGION),
    );
    process.stdout.write(`${JSON.stringify(derivedIds(blueprint), null, 2)}\n`);
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** Gives what a developer can put right as a fault of the configuration: a sentence instead of a stack trace. */
async function withPlainErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TemplateError)
      throw new ConfigError([`EMULATOR_TEMPLATE: ${error.message}`]);
    if (error instanceof DirectoryInUseError || error instanceof CorruptStateError)
      throw new ConfigError([`EMULATOR_DATA_DIR: ${error.message}`]);
    throw error;
  }
}
