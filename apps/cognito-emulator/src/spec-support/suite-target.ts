import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { MessageKind } from '../domain/messages.js';
import type { SentMessage } from '../outbox/kept-outbox.js';
import { region } from './harness.js';

/** Where the suites of AWS's SDK run, when it isn't an emulator of their own. */
export interface SuiteTarget {
  readonly sdk: CognitoIdentityProviderClient;
  /** Undefined for AWS itself. */
  readonly endpoint: string | undefined;
  readonly lastCode: (username: string, kind?: MessageKind) => Promise<string>;
}

/**
 * What the environment names: `SDK_SUITE_ENDPOINT` is an emulator's address, or `aws` for AWS itself with the credentials
 * of the environment. Codes come from the outbox there, or from what `SDK_SUITE_CODES` prints: a command that is given the
 * username and the kind of message, and waits for a mailbox for example.
 */
export function suiteTarget(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SuiteTarget | undefined {
  const { SDK_SUITE_ENDPOINT: endpoint, SDK_SUITE_CODES: command } = environment;
  if (endpoint === undefined || endpoint === '') return undefined;
  const isAws = endpoint === 'aws';
  const sdk = new CognitoIdentityProviderClient(
    isAws ? { region } : { region, endpoint, credentials: anyCredentials, maxAttempts: 1 },
  );
  return {
    sdk,
    endpoint: isAws ? undefined : endpoint,
    lastCode: (username, kind) => {
      if (command !== undefined) return codeByCommand(command, username, kind);
      if (isAws) throw new Error('SDK_SUITE_CODES must say where codes are read on AWS');
      return codeInOutbox(endpoint, username, kind);
    },
  };
}

const anyCredentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'any' };

/** The last code an emulator sent to somebody. */
export async function codeInOutbox(
  url: string,
  username: string,
  kind?: MessageKind,
): Promise<string> {
  const query = new URLSearchParams({ username, ...(kind === undefined ? {} : { kind }) });
  const response = await fetch(`${url}/_emulator/outbox?${query.toString()}`);
  const messages = (await response.json()) as SentMessage[];
  return messages.at(-1)?.code ?? '';
}

async function codeByCommand(command: string, username: string, kind = ''): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    `${command} "$@"`,
    'sh',
    username,
    kind,
  ]);
  return stdout.trim();
}
