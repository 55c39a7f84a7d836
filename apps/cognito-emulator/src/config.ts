import { readFileSync } from 'node:fs';
import { fields } from '@gatehouse/platform-core';
import { z } from 'zod';

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
  PORT: fields.port(9500),
  /** The address to listen on. Loopback unless told otherwise: whoever reaches it is an administrator. */
  HOST: z.string().default('127.0.0.1'),
  /** The paths of the CloudFormation templates to boot from; without one there are no pools. */
  EMULATOR_TEMPLATE: fields.csv().optional(),
  /** Values for the templates' parameters, as JSON or as the path of a file with it. */
  EMULATOR_TEMPLATE_PARAMETERS: jsonOrFile(parameters).optional(),
  /** Modules that run in the place of functions, `<path>#<handler>` by logical id, name or ARN, as JSON or its path. */
  EMULATOR_FUNCTIONS: jsonOrFile(z.record(z.string(), z.string())).optional(),
  /** Where state is kept; without it, in memory. */
  EMULATOR_DATA_DIR: z.string().optional(),
  /** What tokens' issuers begin with; `http://localhost:<port>` when absent. */
  EMULATOR_PUBLIC_URL: fields.httpUrl().optional(),
  /** Whose issuers tokens carry: the emulator's own, which lead to it, or those that pools have on AWS. */
  EMULATOR_ISSUER: z.enum(['emulator', 'aws']).default('emulator'),
  /** Whether public clients have to use PKCE, which Cognito leaves to them. */
  EMULATOR_REQUIRE_PKCE: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  /** For so long a function is waited for, instead of Cognito's 5 s and the function's own timeout; for a debugger. */
  EMULATOR_FUNCTION_TIMEOUT_SECONDS: fields.seconds(5, { min: 1, max: 900 }).optional(),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'must be a region such as eu-west-1')
    .default('eu-west-1'),
  /** Where the secrets of the template's clients are shared, a file each, named like the client. */
  EMULATOR_CLIENT_SECRETS_DIR: z.string().optional(),
  LOG_LEVEL: fields.logLevel(),
});

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
