import { readFileSync } from 'node:fs';
import { fields, lessThan } from '@gatehouse/platform-core';
import { z } from 'zod';
import { type EmulatorLimits, emulatorLimits } from './emulator-limits.js';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const values = z.record(z.string(), z.union([scalar, z.array(scalar)]));

/** Parameters as a map, as AWS's CLI reads them from a file, or as CodePipeline does. */
const parameters = z.union([
  z.object({ Parameters: values }).transform(({ Parameters: given }) => given),
  z
    .array(z.object({ ParameterKey: z.string(), ParameterValue: scalar }))
    .transform((list) =>
      Object.fromEntries(list.map(({ ParameterKey: key, ParameterValue: value }) => [key, value])),
    ),
  values,
]);

/** The settings of the process, by environment variable. */
export const emulatorConfig = z.object({
  PORT: fields.port(9500).describe('The port to listen on; 0 lets the system choose.'),
  HOST: fields
    .host('127.0.0.1')
    .describe('The address to listen on. Every caller that reaches it is an administrator.'),
  EMULATOR_TEMPLATE: fields
    .csv()
    .optional()
    .describe('Paths of CloudFormation templates, in YAML or JSON. Absent: there are no pools.'),
  EMULATOR_TEMPLATE_PARAMETERS: fields
    .custom('JSON, or the path of a file with it', jsonOrFile(parameters))
    .optional()
    .describe("Values for the templates' parameters. Absent: their defaults."),
  EMULATOR_FUNCTIONS: fields
    .custom('JSON, or the path of a file with it', jsonOrFile(z.record(z.string(), z.string())))
    .optional()
    .describe(
      'Modules that run in the place of Lambda functions, by logical id, name or ARN: `{"Name":"./file.js#handler"}`.',
    ),
  EMULATOR_DATA_DIR: fields
    .path()
    .optional()
    .describe('The directory that stores the state. Absent: memory.'),
  EMULATOR_PUBLIC_URL: fields
    .httpUrl()
    .optional()
    .describe("The start of tokens' issuers. Absent: `http://localhost:<port>`."),
  EMULATOR_ISSUER: fields
    .oneOf(['emulator', 'aws'])
    .default('emulator')
    .describe(
      "The issuers in tokens: the emulator's own, which lead to it, or those that the pools have on AWS.",
    ),
  EMULATOR_REQUIRE_PKCE: fields
    .flag(false)
    .describe('Whether public clients must use PKCE, which Cognito leaves to them.'),
  EMULATOR_FUNCTION_TIMEOUT_SECONDS: fields
    .seconds(5, { min: 1, max: 900 })
    .optional()
    .describe(
      "The time to wait for a Lambda function, for a debugger that stops in it. Absent: Cognito's 5 s, and the function's own timeout.",
    ),
  AWS_REGION: fields.region().default('eu-west-1').describe("The templates' region."),
  EMULATOR_CLIENT_SECRETS_DIR: fields
    .path()
    .optional()
    .describe(
      "A directory with a file for each secret of the templates' clients, named like the client: read if it is there, otherwise written.",
    ),
  LOG_LEVEL: fields.logLevel(),
  REQUEST_HEAD_BYTES: fields
    .bytes(emulatorLimits.headBytes, { min: 1_024, max: 1_048_576 })
    .describe('The largest request line and header fields together; more is 431.'),
  REQUEST_HEADER_FIELDS: fields
    .count(emulatorLimits.headerFields, { min: 10, max: 900 })
    .describe('The most header fields of a request that are read.'),
  REQUEST_HEAD_TIMEOUT_SECONDS: lessThan(
    'REQUEST_TIMEOUT_SECONDS',
    fields
      .seconds(emulatorLimits.headMilliseconds / 1_000, { min: 1, max: 300 })
      .describe('The longest time until the head of a request is complete; later is 408.'),
  ),
  REQUEST_TIMEOUT_SECONDS: fields
    .seconds(emulatorLimits.requestMilliseconds / 1_000, { min: 2, max: 3_600 })
    .describe('The same for the whole request with its body.'),
  KEEP_ALIVE_TIMEOUT_SECONDS: fields
    .seconds(emulatorLimits.idleMilliseconds / 1_000, { min: 1, max: 3_600 })
    .describe('A connection without a request is closed after so long.'),
  EMULATOR_CLOSE_SECONDS: fields
    .seconds(emulatorLimits.closingMilliseconds / 1_000, { max: 15 })
    .describe('How long requests in progress may take after SIGTERM or Ctrl-C.'),
  EMULATOR_OUTBOX_MESSAGES: fields
    .count(emulatorLimits.outboxMessages, { min: 1, max: 1_000_000 })
    .describe('The most messages in the outbox; a further message replaces the oldest.'),
  EMULATOR_SMTP_PORT: fields
    .custom('port, 0 to 65535', fields.port(0).unwrap())
    .optional()
    .describe(
      'The port of a mail server whose mails go into the outbox; 0 lets the system choose. Absent: there is none.',
    ),
  EMULATOR_SMTP_MESSAGE_BYTES: fields
    .bytes(emulatorLimits.smtpMessageBytes, { min: 1_024, max: 33_554_432 })
    .describe('The largest mail that it accepts.'),
  EMULATOR_SMTP_CONNECTIONS: fields
    .count(emulatorLimits.smtpConnections, { max: 1_000 })
    .describe('The most connections to it at once.'),
  EMULATOR_SMTP_RECIPIENTS: fields
    .count(emulatorLimits.smtpRecipients, { max: 1_000 })
    .describe('The most recipients of a mail.'),
  EMULATOR_LOGGED_REQUESTS: fields
    .count(emulatorLimits.loggedRequests, { min: 1, max: 100_000 })
    .describe('The most requests that the console shows; a further request replaces the oldest.'),
  EMULATOR_JOURNAL_BYTES: fields
    .bytes(emulatorLimits.journalBytes, { min: 65_536, max: 1_073_741_824 })
    .describe(
      'A journal longer than this and than the last snapshot is replaced by a new snapshot.',
    ),
  EMULATOR_FUNCTION_WORKERS: fields
    .count(emulatorLimits.functionWorkers, { min: 1, max: 64 })
    .describe('The most events that a Lambda function handles at a time; further events wait.'),
});

/** The `limits` of `startEmulator`, from the settings. */
export function emulatorLimitsOf(config: EmulatorConfig): EmulatorLimits {
  return {
    headBytes: config.REQUEST_HEAD_BYTES,
    headerFields: config.REQUEST_HEADER_FIELDS,
    headMilliseconds: config.REQUEST_HEAD_TIMEOUT_SECONDS * 1_000,
    requestMilliseconds: config.REQUEST_TIMEOUT_SECONDS * 1_000,
    idleMilliseconds: config.KEEP_ALIVE_TIMEOUT_SECONDS * 1_000,
    closingMilliseconds: config.EMULATOR_CLOSE_SECONDS * 1_000,
    outboxMessages: config.EMULATOR_OUTBOX_MESSAGES,
    smtpMessageBytes: config.EMULATOR_SMTP_MESSAGE_BYTES,
    smtpConnections: config.EMULATOR_SMTP_CONNECTIONS,
    smtpRecipients: config.EMULATOR_SMTP_RECIPIENTS,
    loggedRequests: config.EMULATOR_LOGGED_REQUESTS,
    journalBytes: config.EMULATOR_JOURNAL_BYTES,
    functionWorkers: config.EMULATOR_FUNCTION_WORKERS,
  };
}

export type EmulatorConfig = z.output<typeof emulatorConfig>;

function jsonOrFile<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(/^\s*[[{]/.test(text) ? text : readFileSync(text, 'utf8'));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const message = code === undefined ? 'must be JSON' : `can't be read (${code})`;
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
