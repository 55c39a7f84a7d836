import { fields } from '@gatehouse/platform-core';
import { z } from 'zod';

/** The settings of the process, by environment variable. */
export const emulatorConfig = z.object({
  PORT: fields.port(9500),
  /** The address to listen on. Loopback unless told otherwise: whoever reaches it is an administrator. */
  HOST: z.string().default('127.0.0.1'),
  /** The path of the CloudFormation template to boot from; without it there are no pools. */
  EMULATOR_TEMPLATE: z.string().optional(),
  /** Where state is kept; without it, in memory. */
  EMULATOR_DATA_DIR: z.string().optional(),
  /** What tokens' issuers begin with; `http://localhost:<port>` when absent. */
  EMULATOR_PUBLIC_URL: fields.httpUrl().optional(),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'must be a region such as eu-west-1')
    .default('eu-west-1'),
  /** Where the secrets of the template's clients are shared, a file each, named like the client. */
  EMULATOR_CLIENT_SECRETS_DIR: z.string().optional(),
  LOG_LEVEL: fields.logLevel(),
});

export type EmulatorConfig = z.output<typeof emulatorConfig>;
