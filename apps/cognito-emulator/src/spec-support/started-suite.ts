import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { Resources } from '@gatehouse/test-kit';
import type { MessageKind } from '../domain/messages.js';
import { fixtureByApi, type NamedClient } from './fixture-by-api.js';
import { fixtureTemplate } from './fixture-template.js';
import { region } from './harness.js';
import { startFixture } from './started-emulator.js';
import { codeInOutbox, type SuiteTarget, suiteTarget } from './suite-target.js';

/** A template's pool, and AWS's own client for it: at an emulator of its own, or where the environment says. */
export interface StartedSuite {
  readonly sdk: CognitoIdentityProviderClient;
  /** Where other clients find it; AWS, for those who are told nothing. */
  readonly endpoint: string | undefined;
  readonly pool: { readonly id: string };
  readonly client: (name: string) => NamedClient;
  /** The last code that a user was sent, of one kind of message if told so. */
  readonly lastCode: (username: string, kind?: MessageKind) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Starts what a suite that knows nothing of the emulator runs against. */
export function startSuite(options: { readonly template?: object } = {}): Promise<StartedSuite> {
  const { template = fixtureTemplate } = options;
  const target = suiteTarget();
  return target === undefined ? startHere(template) : makeElsewhere(target, template);
}

async function startHere(template: object): Promise<StartedSuite> {
  const { emulator, ...started } = await startFixture({ template });
  const lastCode = (username: string, kind?: MessageKind) =>
    codeInOutbox(emulator.url, username, kind);
  return { ...started, endpoint: emulator.url, lastCode };
}

/** Makes the pool of a template at a target, and removes it at the end. */
export async function makeElsewhere(
  { sdk, endpoint, lastCode }: SuiteTarget,
  template: object,
): Promise<StartedSuite> {
  const resources = new Resources();
  resources.add(() => sdk.destroy());
  const { poolId, clients } = await resources.open(() =>
    fixtureByApi(resources, sdk, template, region),
  );
  return {
    sdk,
    endpoint,
    pool: { id: poolId },
    client: (name) => {
      const found = clients.find((one) => one.name === name);
      if (found === undefined) throw new Error(`the template has no client ${name}`);
      return found;
    },
    lastCode,
    close: () => resources.close(),
  };
}
