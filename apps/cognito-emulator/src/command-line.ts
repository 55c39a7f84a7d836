import { parseArgs } from 'node:util';
import { describeSettings, type Setting } from '@gatehouse/platform-core';
import { type EmulatorConfig, emulatorConfig } from './config.js';

/** What the process is told to do, and the environment variables that its options stand for. */
export interface CommandLine {
  readonly command: 'serve' | 'ids' | 'help' | 'version';
  readonly environment: Readonly<Record<string, string>>;
}

/** Options are not usable; the message says which. */
export class CommandLineError extends Error {}

interface Option {
  readonly variable: keyof EmulatorConfig;
  /** What stands for the value in the help. */
  readonly value: string;
  readonly short?: string;
}

const options: Readonly<Record<string, Option>> = {
  port: { variable: 'PORT', value: 'number', short: 'p' },
  host: { variable: 'HOST', value: 'address' },
  'smtp-port': { variable: 'EMULATOR_SMTP_PORT', value: 'number' },
  template: { variable: 'EMULATOR_TEMPLATE', value: 'path', short: 't' },
  parameters: { variable: 'EMULATOR_TEMPLATE_PARAMETERS', value: 'json' },
  functions: { variable: 'EMULATOR_FUNCTIONS', value: 'json' },
  'data-dir': { variable: 'EMULATOR_DATA_DIR', value: 'path', short: 'd' },
  region: { variable: 'AWS_REGION', value: 'name' },
  'public-url': { variable: 'EMULATOR_PUBLIC_URL', value: 'url' },
  issuer: { variable: 'EMULATOR_ISSUER', value: 'whose' },
  'require-pkce': { variable: 'EMULATOR_REQUIRE_PKCE', value: 'true' },
  'function-timeout': { variable: 'EMULATOR_FUNCTION_TIMEOUT_SECONDS', value: 'seconds' },
  'client-secrets-dir': { variable: 'EMULATOR_CLIENT_SECRETS_DIR', value: 'path' },
  'log-level': { variable: 'LOG_LEVEL', value: 'level' },
};

/** @throws CommandLineError */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parsed(args);
  const environment = Object.fromEntries(
    Object.entries(options).flatMap(([name, { variable }]) => {
      const given = values[name];
      return Array.isArray(given) ? [[variable, given.join(',')] as const] : [];
    }),
  );
  if (values.help === true) return { command: 'help', environment };
  if (values.version === true) return { command: 'version', environment };
  const [command = 'serve', surplus] = positionals;
  if ((command !== 'serve' && command !== 'ids') || surplus !== undefined)
    throw new CommandLineError(`there is no command ${surplus ?? command}`);
  return { command, environment };
}

interface Parsed {
  readonly values: Readonly<Record<string, string[] | boolean | undefined>>;
  readonly positionals: readonly string[];
}

function parsed(args: readonly string[]): Parsed {
  const known = Object.entries(options).map(
    ([name, { short }]) => [name, { type: 'string', multiple: true, short }] as const,
  );
  const withoutShort = ({ short, ...option }: (typeof known)[number][1]) =>
    short === undefined ? option : { ...option, short };
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(known.map(([name, option]) => [name, withoutShort(option)] as const)),
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    throw new CommandLineError((error as Error).message);
  }
}

/** The text of `--help`: the settings of the schema, with the options that stand for some of them. */
export function helpText(): string {
  const byVariable = new Map(
    Object.entries(options).map(([name, option]) => [
      option.variable as string,
      { name, ...option },
    ]),
  );
  const lines = describeSettings(emulatorConfig).flatMap((setting) => {
    const option = byVariable.get(setting.name);
    const heads = [setting.name, ...(option ? [flagsOf(option)] : [])];
    return entry(heads, meaningOf(setting));
  });
  return `cognito-emulator: Amazon Cognito user pools for development and tests

  cognito-emulator [options]        serves, until it gets SIGTERM or Ctrl-C
  cognito-emulator ids [options]    prints the ids a template leads to, as JSON

Environment variables, most with an option that sets them:
${lines.join('\n')}
  -h, --help
  -v, --version

--template may be given several times. Clients need the address as endpoint and any credentials:
  AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any \\
    aws cognito-idp list-user-pools --max-results 10 --region eu-west-1 --endpoint-url http://127.0.0.1:9500
`;
}

const columnWidth = 34;
const textWidth = 74;

function flagsOf({ name, value, short }: Option & { readonly name: string }): string {
  return `  ${short === undefined ? '' : `-${short}, `}--${name} <${value}>`;
}

function meaningOf({ description, default: preset, unit }: Setting): string {
  const end = preset === undefined ? '' : ` Default: ${[preset, unit].filter(Boolean).join(' ')}.`;
  return description.replaceAll('`', '') + end;
}

/** Two columns; each may have more lines than the other. */
function entry(heads: readonly string[], text: string): string[] {
  const right = wrapped(text);
  return Array.from({ length: Math.max(heads.length, right.length) }, (_, line) =>
    `  ${heads[line] ?? ''}`
      .padEnd(columnWidth)
      .concat(right[line] ?? '')
      .trimEnd(),
  );
}

function wrapped(text: string): readonly string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= textWidth) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}
