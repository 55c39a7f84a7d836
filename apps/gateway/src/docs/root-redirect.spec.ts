import { loadConfig } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { gatewayConfig } from '../config.js';
import { type RunningGateway, startGateway } from '../start-gateway.js';
import { upstreamSettings } from '../testing/upstream-settings.js';

const resources = useResources();

const start = (docs: 'on' | 'off') =>
  resources.add(
    startGateway(
      loadConfig(gatewayConfig, {
        NODE_ENV: 'test',
        PORT: '0',
        LOG_LEVEL: 'silent',
        COGNITO_ISSUER: 'http://127.0.0.1:1/pool',
        COGNITO_CLIENT_IDS: 'client',
        ...upstreamSettings('http://127.0.0.1:1'),
        GATEWAY_DOCS: docs,
      }),
    ),
  );

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

/** The status, headers and body of a response, without what differs from one to the next. */
async function get(url: string, accept: string, method = 'GET') {
  const response = await fetch(url, { method, headers: { accept }, redirect: 'manual' });
  const { requestId: _requestId, ...body } = JSON.parse((await response.text()) || '{}') as {
    requestId?: string;
  };
  const headers = Object.fromEntries(response.headers);
  delete headers.date;
  delete headers['x-request-id'];
  return { status: response.status, headers, body };
}

describe('a gateway that serves /docs', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await start('on');
  });

  it.each([browser, 'text/html', 'TEXT/HTML; q=0.1', 'text/*', '*/*', 'image/png, */*;q=0.5'])(
    'redirects a GET of / that accepts %j to /docs',
    async (accept) => {
      const { status, headers } = await get(`${gateway.url}/`, accept);
      expect([status, headers.location, headers.vary]).toEqual([302, '/docs', 'accept']);
      expect(headers['cache-control']).toBe('no-store');
    },
  );

  it('leads a browser at / to the page, whatever the query', async () => {
    const page = await fetch(`${gateway.url}/?next=//evil.example`, {
      headers: { accept: browser },
    });
    expect([page.status, page.url]).toEqual([200, `${gateway.url}/docs`]);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it.each(['application/json', 'text/plain', 'text/html;q=0', 'text/html; q=0.00', ''])(
    'returns for a GET of / that accepts %j the same as for a path without a route',
    async (accept) => {
      expect(await get(`${gateway.url}/`, accept)).toEqual(
        await get(`${gateway.url}/nothing`, accept),
      );
    },
  );

  it('redirects HEAD as GET', async () => {
    const { status, headers } = await get(`${gateway.url}/`, browser, 'HEAD');
    expect([status, headers.location]).toEqual([302, '/docs']);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('returns 404 for %s of /', async (method) => {
    const { status } = await get(`${gateway.url}/`, browser, method);
    expect(status).toBe(404);
  });
});

it('returns 404 for a browser at / of a gateway that does not serve /docs', async () => {
  const gateway = await start('off');
  const [root, nothing] = await Promise.all(
    ['/', '/nothing'].map((path) => get(gateway.url + path, browser)),
  );
  expect(root).toEqual(nothing);
  expect(root?.status).toBe(404);
});
