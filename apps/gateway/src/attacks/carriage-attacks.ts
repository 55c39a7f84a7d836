import { type Attack, goodFields, request } from './attack.js';

/** Credentials where none are looked for, in forms that are none, or that only the gateway may give. */
export function carriageAttacks(token: string): readonly Attack[] {
  return [
    ...otherSchemes(token),
    ...elsewhere(token),
    ...twice(token),
    ...accepted(token),
    ...forged(token),
    ...hopByHop(token),
    ...identityHeaders(token),
  ];
}

const get = (...fields: readonly string[]) =>
  request('GET /orders HTTP/1.1', ['Host: x', ...fields]);

function otherSchemes(token: string): Attack[] {
  const values = [
    '',
    'Bearer',
    'Bearer ',
    'Bearer ,',
    token,
    `Basic ${Buffer.from(`user:${token}`).toString('base64')}`,
    `Basic ${token}`,
    'Digest username="a", realm="b", nonce="c", uri="/", response="d"',
    `DPoP ${token}`,
    `JWT ${token}`,
    `Token ${token}`,
    `AWS4-HMAC-SHA256 Credential=${token}`,
    `Negotiate ${token}`,
    `Bearer\t${token}`,
    `Bearer\u00a0${token}`,
    `Bearer:${token}`,
    `Bearer=${token}`,
    `Bearer token=${token}`,
    `Bearer "${token}"`,
    `Bearer <${token}>`,
    `Bearer Bearer ${token}`,
    `Bearer ${token} x`,
    `Bearer ${token};x`,
    `Bearer ${token},`,
    `Bearer ${token}=`,
    `Bearer ${token}%20`,
    `Bearer ${token}, Bearer ${token}`,
    `Bearer ${token},Bearer ${token}`,
    `Bearer x, Bearer ${token}`,
    `Basic x, Bearer ${token}`,
    `xBearer ${token}`,
    `Bearer-x ${token}`,
    `${token} Bearer`,
  ];
  return values.map((value) => ({
    name: `Authorization: ${masked(value, token)}`,
    bytes: get(`Authorization: ${value}`),
    status: 401,
  }));
}

/** RFC 6750 §2.2 and §2.3 know a token in a body and in a query; here there is one place. */
function elsewhere(token: string): Attack[] {
  const fields = [
    `Proxy-Authorization: Bearer ${token}`,
    `X-Authorization: Bearer ${token}`,
    `X-Access-Token: ${token}`,
    `X-Auth-Token: ${token}`,
    `Access-Token: ${token}`,
    `X-Amzn-Oidc-Accesstoken: ${token}`,
    `X-Amzn-Oidc-Data: ${token}`,
    `X-Forwarded-Access-Token: ${token}`,
    `X-Forwarded-Authorization: Bearer ${token}`,
    `X-Original-Authorization: Bearer ${token}`,
    `Cognito-Access-Token: ${token}`,
    `Txn-Token: ${token}`,
    `Cookie: access_token=${token}; Authorization=Bearer ${token}`,
    `Sec-WebSocket-Protocol: bearer, ${token}`,
    `WWW-Authenticate: Bearer ${token}`,
    `HTTP_AUTHORIZATION: Bearer ${token}`,
    `Authorization_: Bearer ${token}`,
    'X-Forwarded-User: admin',
    'X-User-Id: admin',
  ];
  const form = `access_token=${token}`;
  const body = [
    'Host: x',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${form.length}`,
  ];
  return [
    ...fields.map((field) => ({
      name: `instead, ${masked(field, token)}`,
      bytes: get(field),
      status: 401,
    })),
    ...['access_token', 'token', 'authorization', 'jwt'].map((name) => ({
      name: `instead, in the query as ${name}`,
      bytes: request(`GET /orders?${name}=${token} HTTP/1.1`, ['Host: x']),
      status: 401,
    })),
    {
      name: 'instead, in the body',
      bytes: request('POST /orders HTTP/1.1', body, form),
      status: 401,
    },
  ];
}

function twice(token: string): Attack[] {
  const one = `Authorization: Bearer ${token}`;
  const paths = [
    '/orders',
    '/users/me',
    '/auth/token',
    '/health',
    '/health/live',
    '/.well-known/txn-token-jwks.json',
    '/nowhere',
  ];
  const pairs = [
    [one, one],
    [one, `authorization: Bearer other`],
    ['AUTHORIZATION: Basic eDp5', one],
    [one, 'Authorization:'],
  ];
  return [...paths, ...paths.map((path) => `${path}?a`)].flatMap((path) =>
    pairs.map((pair, index) => ({
      name: `two Authorization headers for ${path} (${index})`,
      bytes: request(`GET ${path} HTTP/1.1`, ['Host: x', ...pair]),
      status: 400,
    })),
  );
}

/** A scheme has no case (RFC 9110 §11.1), and is followed by one space or more (RFC 6750 §2.1). */
function accepted(token: string): Attack[] {
  return ['Bearer', 'bearer', 'BEARER', 'bEaReR', 'Bearer ', '  Bearer'].map((scheme) => ({
    name: `Authorization: ${scheme} …`,
    bytes: get(`Authorization: ${scheme} ${token}`),
    status: 200,
    reaches: [{ url: '/orders' }],
    neverReaches: token || '\0',
  }));
}

/** Every header that only the gateway gives, as a caller could write it. */
const ours = [
  'Txn-Token',
  'Cognito-Access-Token',
  'X-Request-Id',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'Forwarded',
  'X-Real-IP',
  'X-Client-IP',
  'True-Client-IP',
  'CF-Connecting-IP',
  'X-Original-Forwarded-For',
  'Proxy',
  'X-Original-URL',
  'Via',
];

const spellings: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
  (name) => name.replaceAll('-', '_'),
  (name) => name.replaceAll('-', '_').toUpperCase(),
  (name) => name.replace('-', '_'),
  (name) => name.replace(/-(?!.*-)/, '_'),
  (name) => name.replaceAll('-', '.'),
  (name) => name.replaceAll('-', '~'),
];

function forged(token: string): Attack[] {
  const all = ours.flatMap((name) => [...new Set(spellings.map((spell) => spell(name)))]);
  const routes = [
    { path: '/orders', url: '/orders', fields: [`Authorization: Bearer ${token}`] },
    { path: '/auth/token', url: '/base/auth/token', fields: [] },
  ];
  return routes.flatMap(({ path, url, fields }) =>
    all.flatMap((name) =>
      [
        [],
        [`Connection: ${name}`],
        [`Connection: close, ${name.toLowerCase()} , x`, `Connection: ${name}`],
      ].map((connection, index) => ({
        name: `forged ${name} for ${path}${['', ', named in Connection', ', named twice'][index] ?? ''}`,
        bytes: request(`GET ${path} HTTP/1.1`, [
          `${name}: evil`,
          'Host: public.example',
          ...connection,
          ...fields,
          `${name}: evil`,
        ]),
        status: 200,
        closes: index === 2,
        reaches: [
          {
            url,
            headers: {
              'x-forwarded-for': '127.0.0.1',
              'x-forwarded-host': 'public.example',
              'x-forwarded-proto': 'http',
              forwarded: 'for=127.0.0.1;host=public.example;proto=http',
            },
          },
        ],
        neverReaches: 'evil',
      })),
    ),
  );
}

function hopByHop(token: string): Attack[] {
  const fields = [
    'Keep-Alive: evil',
    'Proxy-Connection: evil',
    'Proxy-Authorization: evil',
    'Proxy-Authenticate: evil',
    'TE: evil',
    'Trailer: evil',
    'Upgrade: evil',
    'HTTP2-Settings: evil',
    'Keep_Alive: evil',
    'Proxy_Authorization: evil',
    'Connection: evil',
    'Connection: X-Named\r\nX-Named: evil',
    'X-Named: evil\r\nConnection: keep-alive,\tX-NAMED',
  ];
  return fields.map((field) => ({
    name: `of the connection: ${field.replace('\r\n', ', ')}`,
    bytes: get(field, `Authorization: Bearer ${token}`),
    status: 200,
    reaches: [{ url: '/orders' }],
    neverReaches: 'evil',
  }));
}

/** Names that other systems trust. They aren't ours, so they go on as they are, and no service of ours reads them. */
function identityHeaders(token: string): Attack[] {
  const names = [
    'X-User-Id',
    'X-User',
    'Remote-User',
    'X-Auth-Request-User',
    'X-Amzn-Oidc-Identity',
    'X-Amzn-Oidc-Data',
    'X-Scopes',
    'X-Tenant-Id',
  ];
  return [
    ...names.map((name) => ({
      name: `identity in ${name}`,
      bytes: request('GET /orders HTTP/1.1', [...goodFields(token), `${name}: admin`]),
      status: 200,
      reaches: [{ url: '/orders', headers: { [name.toLowerCase()]: 'admin' } }],
    })),
    ...['X-Forwarded-User', 'X-Forwarded-Email', 'X-Forwarded-Groups', 'X_Forwarded_User'].map(
      (name) => ({
        name: `identity in ${name}`,
        bytes: request('GET /orders HTTP/1.1', [...goodFields(token), `${name}: admin`]),
        status: 200,
        reaches: [{ url: '/orders' }],
        neverReaches: 'admin',
      }),
    ),
  ];
}

function masked(text: string, token: string): string {
  return token === '' ? text : text.replaceAll(token, '…');
}
