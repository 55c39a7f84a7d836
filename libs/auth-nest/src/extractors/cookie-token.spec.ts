import { AmbiguousCredentialsError, CrossSiteRequestError } from '@gatehouse/auth-core';
import { TestIssuer, useResources } from '@gatehouse/test-kit';
import { Controller, Get, Post } from '@nestjs/common';
import { AuthModule } from '../auth.module.js';
import type { AuthenticatedRequest } from '../authenticated-request.js';
import { Authenticated, OptionalAuthentication } from '../decorators/requirement.decorators.js';
import { adapters, StartedApp } from '../spec-support/started-app.js';
import { bearerToken } from './bearer-token.js';
import { cookieToken, cookieTokenLimits } from './cookie-token.js';

const name = '__Host-token';
const shop = 'https://shop.example';
const extract = cookieToken({ name, allowedOrigins: [shop, 'http://localhost:4200'] });

const from = (headers: Record<string, string>, method = 'GET', rest = {}) =>
  extract({ headers, method, ...rest });

describe('a token in a cookie', () => {
  it.each([
    `${name}=a.b.c`,
    `theme=dark; ${name}=a.b.c; lang=en`,
    `theme=dark;${name}=a.b.c`,
    `a=x=y; ${name}=a.b.c ;`,
    ` ${name} = a.b.c `,
  ])('is found in %j', (cookie) => {
    expect(from({ cookie })).toBe('a.b.c');
  });

  it.each([
    '',
    'theme=dark',
    `x${name}=a.b.c`,
    `${name}x=a.b.c`,
    name.toLowerCase() + '=a.b.c',
    `\u00a0${name}=a.b.c`,
    `${name}=`,
    name,
    `${name}="a.b.c"`,
    `${name}=a b`,
    `${name}=a%2eb`,
    `${name}=a,b`,
    `${name}=${'a'.repeat(cookieTokenLimits.maxValueLength + 1)}`,
  ])('is none in %.40j', (cookie) => {
    expect(from({ cookie })).toBeNull();
  });

  it('is none where no cookie is', () => {
    expect(from({})).toBeNull();
    expect(from({ authorization: 'Bearer a.b.c' }, 'POST')).toBeNull();
  });

  it.each<Record<string, string>>([
    { cookie: `${name}=a.b.c; ${name}=a.b.c` },
    { cookie: `${name}=; ${name}=a.b.c` },
    { cookie: `${name}=a.b.c`, authorization: 'Bearer a.b.c' },
    { cookie: `${name}=a.b.c`, authorization: 'Basic x' },
  ])('is refused when it can be read in two ways (%#)', (headers) => {
    expect(() => from(headers)).toThrow(AmbiguousCredentialsError);
  });
});

describe('a header full of blanks', () => {
  it('is read in one go', () => {
    const blanks = ' \t'.repeat(4_000);
    expect(from({ cookie: `a;${blanks};${blanks}b${blanks}` })).toBeNull();
    expect(from({ cookie: `a=${blanks}b${blanks};${blanks}${name}${blanks}=${blanks}a.b.c` })).toBe(
      'a.b.c',
    );
  });
});

describe('a request that changes things', () => {
  const cookie = `${name}=a.b.c`;
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'TRACE', 'get'];

  it.each(methods)('by %s needs an origin on the list', (method) => {
    expect(from({ cookie, origin: shop }, method)).toBe('a.b.c');
    expect(from({ cookie, origin: 'http://localhost:4200' }, method)).toBe('a.b.c');
    expect(() => from({ cookie }, method)).toThrow(CrossSiteRequestError);
  });

  it.each([
    'null',
    '',
    'https://shop.example.evil.example',
    'https://evil.example/https://shop.example',
    'https://shop.example/',
    'https://shop.example:443',
    'https://SHOP.example',
    'http://shop.example',
    'https://sub.shop.example',
    'http://localhost:42000',
    `${shop}, ${shop}`,
    `${shop} https://evil.example`,
  ])('is refused from %j', (origin) => {
    expect(() => from({ cookie, origin }, 'POST')).toThrow(CrossSiteRequestError);
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('is none by %s', (method) => {
    expect(from({ cookie }, method)).toBe('a.b.c');
    expect(from({ cookie, origin: 'null' }, method)).toBe('a.b.c');
  });

  it('is one whatever the framework says, when it was sent as one', () => {
    const sent = { raw: { method: 'POST' } };
    expect(() => from({ cookie }, 'GET', sent)).toThrow(CrossSiteRequestError);
    expect(() => extract({ headers: { cookie } })).toThrow(CrossSiteRequestError);
  });
});

describe('options', () => {
  it.each([
    ...['https://shop.example/', 'shop.example', 'null', '*', 'https://*.example', ''],
    ...['https://SHOP.example', 'https://shop.example:443', 'http://localhost:80'],
    ...['https://user@shop.example', 'https://bücher.example', 'http://127.1', 'http://0x7f.1'],
    ...['https://shop.example?', 'https://shop.example\\', 'https://shop.example:0', 'file://'],
  ])('cannot have the origin %j', (origin) => {
    expect(() => cookieToken({ name, allowedOrigins: [origin] })).toThrow(TypeError);
  });

  it.each(['', 'a b', 'a=b', 'a;b', 'ä'])('cannot have the name %j', (badName) => {
    expect(() => cookieToken({ name: badName, allowedOrigins: [] })).toThrow(TypeError);
  });
});

@Controller()
class BasketController {
  @Get('basket')
  @OptionalAuthentication()
  read() {
    return {};
  }

  @Post('basket')
  @Authenticated()
  change() {
    return {};
  }
}

describe.each(adapters)('an app on %s', (_name, adapter) => {
  const resources = useResources();
  let issuer: TestIssuer;
  let app: StartedApp;

  beforeAll(async () => {
    issuer = await resources.add(TestIssuer.start());
    const { issuer: issuerName, jwksUri, clientId } = issuer;
    const accessTokens = {
      pools: [{ issuer: issuerName, jwksUri, clientIds: [clientId] }],
      extractToken: (request: AuthenticatedRequest) => extract(request) ?? bearerToken(request),
    };
    const auth = AuthModule.forRoot({ scopeVocabulary: [], accessTokens });
    app = await resources.add(
      StartedApp.start({ auth, controllers: [BasketController], adapter: adapter() }),
    );
  });

  it('takes the cookie of its own pages, and the header of machines', async () => {
    const token = await issuer.userToken();
    const cookie = ['Cookie', `${name}=${token}`];
    const bearer = ['Authorization', `Bearer ${token}`];
    const statusOf = async (method: string, headers: string[]) =>
      (await app.raw(method, '/basket', headers)).status;
    expect(await statusOf('POST', [...cookie, 'Origin', shop])).toBe(201);
    expect(await statusOf('POST', bearer)).toBe(201);
    expect(await statusOf('GET', cookie)).toBe(200);
    expect(await statusOf('POST', cookie)).toBe(403);
    expect(await statusOf('POST', [...cookie, 'Origin', 'https://evil.example'])).toBe(403);
    expect(await statusOf('POST', [...cookie, 'Origin', shop, 'Origin', shop])).toBe(403);
    expect(await statusOf('POST', [...cookie, ...cookie, 'Origin', shop])).toBe(400);
    expect(await statusOf('POST', [...cookie, ...bearer, 'Origin', shop])).toBe(400);
    expect(await statusOf('GET', ['Cookie', `${name}=x.y.z`])).toBe(401);
    expect(await statusOf('GET', ['Cookie', `${name}=not a token`])).toBe(200);
    expect(await statusOf('GET', [])).toBe(200);
    expect(await statusOf('POST', ['Origin', shop])).toBe(401);
  });

  it('says why it refuses a request of another site', async () => {
    const cookie = ['Cookie', `${name}=${await issuer.userToken()}`];
    const { body, headers } = await app.raw('POST', '/basket', cookie);
    expect(body).toMatchObject({ status: 403, code: 'cross_site_request' });
    expect(headers['www-authenticate']).toBeUndefined();
    expect(headers['content-type']).toContain('application/problem+json');
  });
});
