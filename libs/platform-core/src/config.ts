import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { fieldsOf, metadataOf } from './setting-metadata.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A process cannot start, for a reason that its operator can remove. The message holds no secret and is printed alone. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}

/** The settings are wrong. Its message names every fault and holds no value, so it may be printed. */
export class ConfigError extends StartError {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(['The configuration is not usable:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

const missingFault = 'is missing';

/** Names the variables that are missing in view of the others that are set; see `missingSettings`. */
export type MissingSettings = (values: ReadonlyMap<string, string>) => readonly string[];

/** The `missing` of `loadConfig` for a schema: names its fields of `requiredWhen` whose condition holds. */
export function missingSettings(config: z.ZodObject): MissingSettings {
  const fields = fieldsOf(config);
  return (values) =>
    fields
      .filter(([name, field]) => !values.has(name) && metadataOf(field).requiredWhen?.holds(values))
      .map(([name]) => name);
}

/** The error for settings that are required and missing. */
export function missingSettingsError(names: readonly string[]): ConfigError {
  return new ConfigError(names.map((name) => `${name}: ${missingFault}`));
}

/** The settings of a configuration that have a value, in the form that a `MissingSettings` takes. */
export function presentSettings(config: object): ReadonlyMap<string, string> {
  const present = Object.entries(config).filter(([, value]) => value !== undefined);
  return new Map(present.map(([name, value]) => [name, String(value)]));
}

/**
 * Applies a rule to a configuration that may have been read without it.
 *
 * @param names the settings that matter to the caller
 * @throws ConfigError naming those of them that the rule requires and the configuration lacks
 */
export function requireSettings(
  missing: MissingSettings,
  config: object,
  ...names: readonly string[]
): void {
  const absent = missing(presentSettings(config)).filter((name) => names.includes(name));
  if (absent.length > 0) throw missingSettingsError(absent);
}

/**
 * Reads an app's settings from environment variables. Any variable `NAME` may be given as `NAME_FILE`
 * instead, the path of a file that holds the value; an empty variable counts as absent.
 *
 * @throws ConfigError naming all faults at once.
 */
export function loadConfig<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: Environment,
  missing: MissingSettings = () => [],
): z.output<z.ZodObject<Shape>> {
  const { values, faults } = readVariables(Object.keys(schema.shape), environment);
  const absent = missing(values).filter((name) => !faults.has(name));
  for (const name of absent) faults.set(name, missingFault);
  const result = schema.safeParse(Object.fromEntries(values));
  for (const { path, message } of result.error?.issues ?? []) {
    const name = String(path[0]);
    if (!faults.has(name)) faults.set(name, values.has(name) ? message : missingFault);
  }
  if (result.success) {
    addRelationFaults(schema, result.data, faults);
    if (faults.size === 0) return result.data;
  }
  throw new ConfigError([...faults].map(([name, fault]) => `${name}: ${fault}`));
}

function addRelationFaults(
  schema: z.ZodObject,
  values: Readonly<Record<string, unknown>>,
  faults: Map<string, string>,
): void {
  for (const [name, field] of fieldsOf(schema)) {
    const { lessThan: other } = metadataOf(field);
    if (other !== undefined && Number(values[name]) >= Number(values[other]))
      faults.set(name, `must be less than ${other}`);
  }
}

function readVariables(names: readonly string[], environment: Environment) {
  const values = new Map<string, string>();
  const faults = new Map<string, string>();
  for (const name of names) {
    const { value, fault } = readVariable(name, environment);
    if (fault !== undefined) faults.set(name, fault);
    if (value !== undefined) values.set(name, value);
  }
  return { values, faults };
}

function readVariable(name: string, environment: Environment): { value?: string; fault?: string } {
  const direct = nonEmpty(environment[name]);
  const path = nonEmpty(environment[`${name}_FILE`]);
  if (path === undefined) return direct === undefined ? {} : { value: direct };
  if (direct !== undefined) return { fault: `is given twice, as ${name} and as ${name}_FILE` };
  try {
    const value = nonEmpty(readFileSync(path, 'utf8').trimEnd());
    return value === undefined ? {} : { value };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return { fault: `the file that ${name}_FILE names can't be read (${code})` };
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
