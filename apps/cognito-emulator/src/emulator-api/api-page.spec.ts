import { readFileSync } from 'node:fs';
import { SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { messageKinds } from '../domain/messages.js';
import { goodPassword } from '../spec-support/harness.js';
import { startFixture, type StartedEmulator } from '../spec-support/started-emulator.js';
import { clockInput } from './clock-routes.js';
import type { EmulatorParts } from './emulator-parts.js';
import { faultRule, faultsInput } from './fault-routes.js';
import { keysQuery, rotationInput } from './key-routes.js';
import { filterQuery, readingQuery } from './outbox-routes.js';
import { requestsQuery } from './request-routes.js';
import { resetInput } from './reset-route.js';
import { emulatorRoutes } from './routes.js';

const page = readFileSync(
  new URL('../../../../docs/reference/emulator-api.md', import.meta.url),
  'utf8',
);
const section = (heading: string) => page.split(/^## /m).find((part) => part.startsWith(heading))!;
const members = (...schemas: readonly { readonly shape: object }[]) =>
  schemas.flatMap(({ shape }) => Object.keys(shape));

describe('docs/reference/emulator-api.md', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture());
  });

  it('has every request', () => {
    const { services } = started.emulator;
    const routes = emulatorRoutes({ services } as unknown as EmulatorParts);
    expect(routes.length).toBeGreaterThan(10);
    for (const { method, path } of routes) expect(page).toContain(`\`${method} ${path}\``);
  });

  it.each([
    ['Outbox', [...members(filterQuery, readingQuery), ...messageKinds]],
    ['Requests', members(requestsQuery)],
    ['Reset', members(resetInput)],
    ['Clock', members(...clockInput.options)],
    ['Keys', members(keysQuery, rotationInput)],
    ['Faults', members(faultsInput, faultRule)],
  ])('names under %s whatever a request may have', (heading, names) => {
    const text = section(heading);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(text).toMatch(new RegExp(`[\`"]${name}[\`"]`));
  });

  it.each([
    ['Outbox', 'outbox'],
    ['Pools', 'pools'],
    ['Requests', 'requests'],
    ['Keys', 'keys'],
    ['Clock', 'clock'],
    ['Faults', 'faults'],
  ])('shows under %s every member of an answer', async (heading, path) => {
    const { emulator, sdk, client } = started;
    const user = { Username: 'ann@example.com', Password: goodPassword };
    await sdk
      .send(new SignUpCommand({ ClientId: client('web').id, ...user }))
      .catch(() => undefined);
    const answer: unknown = await (await fetch(`${emulator.url}/_emulator/${path}`)).json();
    expect(namesIn(answer).length).toBeGreaterThan(1);
    for (const name of namesIn(answer)) expect(section(heading)).toContain(`"${name}"`);
  });
});

function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}
