import { combinedDocument, serviceDocument } from './combined-document.js';
import { readerSecurity } from './reader-security.js';

interface Combined {
  paths: Record<string, Record<string, Record<string, unknown>>>;
  components: {
    schemas: Record<string, unknown>;
    securitySchemes: Record<string, { flows?: Record<string, { scopes: object }> }>;
  };
}

const withDomain = readerSecurity('https://pool.example');

function combined(orders: object, users: object = { paths: {}, components: {} }, by = withDomain) {
  return combinedDocument(
    new Map([
      ['order-service', serviceDocument.parse(orders)],
      ['user-service', serviceDocument.parse(users)],
    ]),
    by,
  ) as Combined;
}

const ofOrders = (operation: object, schemas: object = {}) => ({
  paths: { '/orders': { get: operation } },
  components: { schemas },
});

describe('one document of several', () => {
  it('has what is forwarded to the very service that serves it', () => {
    const names = ['/orders', '/orders/{id}', '/ordersx', '/openapi.json', '/users/me', '/'];
    const paths = Object.fromEntries(names.map((name) => [name, { get: {} }]));
    const own = { '/auth/token': { post: {} }, '/auth/other': { post: {} }, '/orders/x': {} };
    const { paths: shown } = combined({ paths, components: {} }, { paths: own, components: {} });
    expect(Object.keys(shown)).toEqual(['/orders', '/orders/{id}', '/auth/token']);
  });

  it('takes neither addresses nor schemes from a service', () => {
    const document = {
      ...ofOrders({ servers: [{ url: 'https://evil.example' }], operationId: 'a' }),
      servers: [{ url: 'https://evil.example' }],
      security: [],
      components: {
        securitySchemes: { user: { flows: { implicit: { authorizationUrl: 'https://evil' } } } },
      },
    };
    const text = JSON.stringify(combined(document));
    expect(text).toContain('"operationId":"a"');
    expect(text).not.toContain('evil');
  });

  it('keeps schemas of one name apart, unless they are the same', () => {
    const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const orders = ofOrders({ x: reference('A') }, { A: { type: 'string' }, B: { type: 'null' } });
    const users = (type: string) => ({
      paths: { '/users/me': { get: { x: reference('B'), note: '#/components/schemas/B' } } },
      components: { schemas: { A: { type: 'string' }, B: { type, items: reference('A') } } },
    });
    const { paths, components } = combined(orders, users('array'));
    expect(paths['/orders']!.get).toEqual({ x: reference('A') });
    expect(paths['/users/me']!.get).toMatchObject({
      x: reference('user-service.B'),
      note: '#/components/schemas/B',
    });
    expect(components.schemas).toEqual({
      A: { type: 'string' },
      B: { type: 'null' },
      'user-service.A': { type: 'string' },
      'user-service.B': { type: 'array', items: reference('user-service.A') },
    });
    const same = combined(orders, orders);
    expect(Object.keys(same.components.schemas)).toEqual(['A', 'B']);
  });

  it('makes the same demands of callers, by its own schemes', () => {
    const demanded = (operation: object, by = withDomain) =>
      combined(ofOrders(operation), undefined, by).paths['/orders']!.get!.security;
    const either = [{ accessToken: ['a'] }, { cognito: ['a'] }, { accessToken: ['b', 'c'] }];
    expect(demanded({ security: either })).toEqual([
      { user: ['a'] },
      { machine: ['a'] },
      { accessToken: ['a'] },
      { user: ['b', 'c'] },
      { machine: ['b', 'c'] },
      { accessToken: ['b', 'c'] },
    ]);
    expect(demanded({ security: either }, readerSecurity(undefined))).toEqual([
      { accessToken: ['a'] },
      { accessToken: ['b', 'c'] },
    ]);
    const some = [{ cognito: [] }];
    expect(demanded({ security: some, 'x-caller': 'user' })).toEqual([
      { user: [] },
      { accessToken: [] },
    ]);
    expect(demanded({ security: some, 'x-caller': 'machine' })).toEqual([
      { machine: [] },
      { accessToken: [] },
    ]);
    expect(demanded({ security: [{}, ...some] })).toContainEqual({});
    expect(demanded({ security: [] })).toEqual([]);
  });

  it('offers users and machines no scope that Cognito would refuse them', () => {
    const { user, machine, accessToken } = combined(ofOrders({})).components.securitySchemes;
    const forUsers = Object.keys(user!.flows!.authorizationCode!.scopes);
    const forMachines = Object.keys(machine!.flows!.clientCredentials!.scopes);
    expect(forUsers).toEqual(expect.arrayContaining(['openid', 'orders/read', 'users/support']));
    expect(forMachines).toEqual(expect.arrayContaining(['orders/read', 'users/read']));
    expect([...forUsers, ...forMachines]).not.toContain('gateway/revoke');
    expect([...forUsers, ...forMachines]).not.toContain('aws.cognito.signin.user.admin');
    expect(forMachines).not.toContain('openid');
    expect(accessToken).toMatchObject({ type: 'http', scheme: 'bearer' });
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['no paths', { components: {} }],
    ['a path without a slash', { paths: { orders: {} }, components: {} }],
    ['an operation by no method', { paths: { '/orders': { $ref: 'x' } }, components: {} }],
    ['a demand that is none', ofOrders({ security: [{ accessToken: 'a' }] })],
  ])('is not made of %s', (_name, document) => {
    expect(serviceDocument.safeParse(document).success).toBe(false);
  });
});
