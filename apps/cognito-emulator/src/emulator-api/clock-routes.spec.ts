import { join } from 'node:path';
import { SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { FakeClock } from '@gatehouse/test-kit';
import { specTime } from '../spec-support/spec-time.js';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';

describe('/_emulator/clock', () => {
  const dataDirectory = join(temporaryDirectory(), 'data');
  const clock = new FakeClock(specTime);
  const noon = '2026-01-15T12:00:00.000Z';
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture({ clock, dataDirectory }));
  });
  afterEach(() => clockApi('DELETE'));

  const clockApi = (method: string, body?: unknown) =>
    fetch(`${started.emulator.url}/_emulator/clock`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const current = async () => (await clockApi('GET')).json();
  const shift = async (body: unknown) => {
    const response = await clockApi('POST', body);
    expect(response.status).toBe(200);
    return response.json();
  };
  const issuedAt = async () => {
    const { id, secrets } = started.client('machine');
    const form = { client_id: id, client_secret: secrets[0]!.value };
    const response = await fetch(`${started.emulator.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return decodeJwt(token).iat! * 1_000;
  };
  const dateOfAnswers = async () =>
    (await fetch(`${started.emulator.url}/health`)).headers.get('date');

  it('is the system’s until it is shifted, and again once it is set right', async () => {
    expect(await current()).toEqual({ now: noon, offsetSeconds: 0 });
    const later = { now: '2026-01-15T13:00:00.500Z', offsetSeconds: 3_600.5 };
    expect(await shift({ advanceSeconds: 3_600 })).toMatchObject({ offsetSeconds: 3_600 });
    expect(await shift({ advanceSeconds: 0.5 })).toEqual(later);
    expect(await current()).toEqual(later);
    expect((await clockApi('DELETE')).status).toBe(204);
    expect(await current()).toEqual({ now: noon, offsetSeconds: 0 });
  });

  it('goes on from where it is set, backwards too', async () => {
    await shift({ now: '2026-01-15T13:00:00+02:00' });
    expect(await current()).toEqual({ now: '2026-01-15T11:00:00.000Z', offsetSeconds: -3_600 });
    await shift({ advanceSeconds: 7_200 });
    expect(await current()).toMatchObject({ now: '2026-01-15T13:00:00.000Z' });
  });

  it('is what tokens, codes and the Date of answers go by', async () => {
    const before = await issuedAt();
    await shift({ advanceSeconds: 86_400 });
    expect(await issuedAt()).toBe(before + 86_400_000);
    expect(await dateOfAnswers()).toBe('Fri, 16 Jan 2026 12:00:00 GMT');

    const { sdk, client } = started;
    const user = { Username: 'ann@example.com', Password: goodPassword };
    await sdk.send(new SignUpCommand({ ClientId: client('web').id, ...user }));
    const outbox = await fetch(`${started.emulator.url}/_emulator/outbox`);
    expect(await outbox.json()).toMatchObject([{ sentAt: '2026-01-16T12:00:00.000Z' }]);
  });

  it('stays shifted over a restart', async () => {
    await shift({ advanceSeconds: 60 });
    await started.close();
    started = await resources.addForAll(startFixture({ clock, dataDirectory }));
    expect(await current()).toMatchObject({ offsetSeconds: 60 });
  });

  it.each([
    {},
    { advanceSeconds: '60' },
    { advanceSeconds: 1e10 },
    { advanceSeconds: 1, now: noon },
    { now: 'tomorrow' },
    { now: '9999-01-01T00:00:00Z' },
    { now: '2026-01-15' },
    { by: 1 },
    [],
    null,
  ])('refuses %j', async (body) => {
    const response = await clockApi('POST', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
    expect(await current()).toEqual({ now: noon, offsetSeconds: 0 });
  });
});
