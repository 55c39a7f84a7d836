import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resources } from '@gatehouse/test-kit';
import type { TriggerEvent } from '../domain/trigger/triggers.js';
import { messages, type SentMessage } from '../outbox/kept-outbox.js';
import { clients, fixtureTemplate } from './fixture-template.js';
import { type StartedEmulator, startFixture } from './started-emulator.js';

type Settings = Readonly<Record<string, unknown>>;

export interface FunctionOptions {
  /** Statements by trigger; each sees `event`, which is given back after. */
  readonly functions: Readonly<Record<string, string>>;
  readonly pool?: Settings;
  readonly client?: Settings;
}

/** What a function of a spec was told. */
export interface ToldEvent extends TriggerEvent {
  readonly request: TriggerEvent['request'] & {
    readonly userAttributes: Readonly<Record<string, string>>;
  };
}

/** An emulator whose pool has functions that remember what they were told. */
export interface StartedFunctions extends StartedEmulator {
  /** What functions were told, in the order they were called. */
  readonly told: (source?: string) => readonly ToldEvent[];
  /** What is in the outbox. */
  readonly sent: () => readonly SentMessage[];
}

/** Whom statements can call the emulator as an administrator with: `await admin(operation, input)`. */
const admin = `
const admin = async (operation, input) => {
  const answer = await fetch(process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.' + operation,
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261126/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00',
    },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(await answer.text());
};`;

const source = (statements: string) => `
const { appendFileSync } = require('node:fs');
${admin}
exports.handler = async (event) => {
  appendFileSync(process.env.EVENTS, JSON.stringify(event) + '\\n');
  ${statements}
  return event;
};`;

export async function startWithFunctions(options: FunctionOptions): Promise<StartedFunctions> {
  const directory = mkdtempSync(join(tmpdir(), 'cognito-emulator-'));
  const resources = new Resources();
  resources.add(() => rmSync(directory, { recursive: true, force: true }));
  const events = join(directory, 'events');
  const { functions, pool = {}, client = {} } = options;
  const { Pool, ...others } = fixtureTemplate.Resources;
  const functionOf = (statements: string) => ({
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: source(statements) },
      Environment: { Variables: { EVENTS: events } },
    },
  });
  const templateResources = {
    ...others,
    Pool: withProperties(Pool, { LambdaConfig: lambdaConfig(Object.keys(functions)), ...pool }),
    WebClient: withProperties(clients.WebClient, client),
    ...Object.fromEntries(
      Object.entries(functions).map(([name, code]) => [`${name}Function`, functionOf(code)]),
    ),
  };
  const started = await resources.open(() =>
    resources.add(startFixture({ template: { ...fixtureTemplate, Resources: templateResources } })),
  );
  const told = (triggerSource?: string): readonly ToldEvent[] =>
    linesOf(events)
      .map((line) => JSON.parse(line) as ToldEvent)
      .filter((event) => triggerSource === undefined || event.triggerSource === triggerSource);
  const sent = () => [...started.emulator.services.store.all(messages)];
  return { ...started, told, sent, close: () => resources.close() };
}

function lambdaConfig(triggers: readonly string[]): Settings {
  const arnOf = (trigger: string) => ({ 'Fn::GetAtt': [`${trigger}Function`, 'Arn'] });
  const entries = triggers.map((trigger) =>
    trigger.endsWith('Sender')
      ? [trigger, { LambdaVersion: 'V1_0', LambdaArn: arnOf(trigger) }]
      : [trigger, arnOf(trigger)],
  );
  return Object.fromEntries(entries) as Settings;
}

function withProperties(resource: Settings | undefined, more: Settings): Settings {
  const { Properties, ...rest } = resource ?? {};
  return { ...rest, Properties: { ...(Properties as Settings), ...more } };
}

/** The lines that are all there; one that a function is writing at this moment has no end yet. */
function linesOf(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}
