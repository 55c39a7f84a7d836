import { parseArgs } from 'node:util';

/** What the process is told to do, and the environment variables that its options stand for. */
export interface CommandLine {
  readonly command: 'serve' | 'ids' | 'help' | 'version';
  readonly environment: Readonly<Record<string, string>>;
}

/** Options are not usable; the message says which. */
export class CommandLineError extends Error {}

interface Option {
  readonly variable: string;
  readonly value: string;
  readonly help: string;
  readonly short?: string;
}

const options: Readonly<Record<string, Option>> = {
  port: {
    variable: 'PORT',
    value: 'number',
    help: 'where it listens, 9500; 0 lets the system choose',
    short: 'p',
  },
  host: { variable: 'HOST', value: 'address', help: 'the address it listens on, 127.0.0.1' },
  template: {
    variable: 'EMULATOR_TEMPLATE',
    value: 'path',
    help: 'a CloudFormation template in YAML or JSON; may be given several times',
    short: 't',
  },
  parameters: {
    variable: 'EMULATOR_TEMPLATE_PARAMETERS',
    value: 'json',
    help: "values for the template's parameters: JSON, or a file's path",
  },
  functions: {
    variable: 'EMULATOR_FUNCTIONS',
    value: 'json',
    help: 'modules that run as Lambda functions: {"Name":"./file.js#handler"}',
  },
  'data-dir': {
    variable: 'EMULATOR_DATA_DIR',
    value: 'path',
    help: 'where state is kept; in memory without it',
    short: 'd',
  },
  region: { variable: 'AWS_REGION', value: 'name', help: "the template's region, eu-west-1" },
  'public-url': {
    variable: 'EMULATOR_PUBLIC_URL',
    value: 'url',
    help: "what tokens' issuers begin with, http://localhost:<port>",
  },
  issuer: {
    variable: 'EMULATOR_ISSUER',
    value: 'whose',
    help: 'whose issuers tokens carry: emulator, or aws for those pools have there',
  },
  'require-pkce': {
    variable: 'EMULATOR_REQUIRE_PKCE',
    value: 'true',
    help: 'whether public clients have to use PKCE; false, as at Cognito',
  },
  'function-timeout': {
    variable: 'EMULATOR_FUNCTION_TIMEOUT_SECONDS',
    value: 'seconds',
    help: "how long to wait for functions; Cognito's 5 and their own timeouts",
  },
  'client-secrets-dir': {
    variable: 'EMULATOR_CLIENT_SECRETS_DIR',
    value: 'path',
    help: "a file for each of the template's client secrets",
  },
  'log-level': {
    variable: 'LOG_LEVEL',
    value: 'level',
    help: 'trace, debug, info, warn, error or silent; info',
  },
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

/** The text of `--help`. */
export function helpText(): string {
  const lines = Object.entries(options).map(([name, { variable, value, help, short }]) => {
    const flags = `${short === undefined ? '    ' : `-${short}, `}--${name} <${value}>`;
    return `  ${flags.padEnd(32)}${help}\n${' '.repeat(34)}${variable}`;
  });
  return `cognito-emulator: Amazon Cognito user pools for development and tests

  cognito-emulator [options]        serves, until it gets SIGTERM or Ctrl-C
  cognito-emulator ids [options]    prints the ids a template leads to, as JSON

Options, each with the environment variable it stands before:
${lines.join('\n')}
  -h, --help
  -v, --version

Clients need the address as endpoint and any credentials:
  AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any \\
    aws cognito-idp list-user-pools --max-results 10 --region eu-west-1 --endpoint-url http://127.0.0.1:9500
`;
}
