import { useResources } from '@gatehouse/test-kit';
import { httpCall } from '../spec-support/http-call.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const notUnderstood = {
  code: 'BadRequest',
  message: 'The server did not understand the operation that was requested.',
  type: 'client',
};

describe('GET / at the emulator', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture());
  });

  const call = (method: string, headers: Readonly<Record<string, string>>, path = '/') =>
    httpCall(started.emulator.url, { method, path, headers });

  it.each([
    [browser, '/'],
    ['TEXT/HTML', '/'],
    ['text/html;q=0.5', '/?a=b'],
  ])('leads a browser that accepts %j at %s to the console', async (accept, path) => {
    const { status, headers, redirect } = await call('GET', { accept }, path);
    expect([status, headers.location]).toEqual([302, '/_emulator']);
    expect(headers).toMatchObject({ vary: 'accept', 'cache-control': 'no-store' });
    const page = await fetch(redirect(), { headers: { accept } });
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
  });

  it.each(['*/*', 'text/*', 'application/json', 'text/html;q=0', 'text/html; q=0.000', ''])(
    'responds to a client that accepts %j as Cognito does',
    async (accept) => {
      const { status, headers, json } = await call('GET', { accept });
      expect([status, json()]).toEqual([404, notUnderstood]);
      expect(headers['access-control-allow-origin']).toBe('*');
    },
  );

  it('responds to a client without an Accept header as Cognito does', async () => {
    const { status, json } = await call('GET', {});
    expect([status, json()]).toEqual([404, notUnderstood]);
  });

  it.each([
    ['for another host', { host: 'evil.example' }],
    ['from a page of another origin', { origin: 'https://evil.example' }],
  ])('keeps a browser from the console %s', async (_name, headers) => {
    const { status, json } = await call('GET', { accept: browser, ...headers });
    expect([status, json()]).toEqual([404, notUnderstood]);
  });

  it('leaves other methods as they are, whatever they accept', async () => {
    for (const method of ['POST', 'OPTIONS', 'HEAD', 'PUT', 'DELETE']) {
      const [html, any] = await Promise.all([
        call(method, { accept: browser }),
        call(method, { accept: '*/*' }),
      ]);
      expect([method, html.status, html.body]).toEqual([method, any.status, any.body]);
      expect(html.headers.location).toBeUndefined();
    }
  });

  it('leads to the console while the emulator is dark', async () => {
    const faults = `${started.emulator.url}/_emulator/faults`;
    await fetch(faults, { method: 'POST', body: '{"dark":"unavailable"}' });
    expect((await call('GET', { accept: browser })).status).toBe(302);
    expect((await call('GET', { accept: '*/*' })).status).toBe(503);
    await fetch(faults, { method: 'DELETE' });
  });
});
