import fc from 'fast-check';
import { jsonAnswer } from './answer.js';
import type { Request } from './request.js';
import type { Route } from './route.js';
import { createRouter } from './router.js';

const route = (method: string, path: string): Route => ({
  method,
  path,
  handle: (_request, parameters) => jsonAnswer(200, { method, path, parameters }),
});

const routes = [
  route('OPTIONS', '/'),
  route('GET', '/'),
  route('POST', '/'),
  route('POST', '/token'),
  route('GET', '/token'),
  route('GET', '/:pool/keys'),
  route('HEAD', '/:pool/keys'),
  route('GET', '/pools/:pool/users/:user'),
  route('GET', '/pools/:pool'),
  route('GET', '/pools/'),
  route('GET', '/pools/all'),
  route('GET', '/files/icon.svg'),
];
const find = createRouter(routes);

/** What the handler of the matching route receives; the kind of the match, and the allowed methods, otherwise. */
async function outcome(method: string, path: string): Promise<unknown> {
  const match = find(method, path);
  if (match.kind !== 'found') return match;
  const { body } = await match.handle({} as Request);
  return JSON.parse(String(body));
}

const nothing = { kind: 'nothing' };

describe('the router', () => {
  it.each([
    ['GET', '/', '/', {}],
    ['POST', '/', '/', {}],
    ['GET', '/pools/all', '/pools/all', {}],
    ['GET', '/pools/', '/pools/', {}],
    ['GET', '/pools/al', '/pools/:pool', { pool: 'al' }],
    ['GET', '/pools/allowed', '/pools/:pool', { pool: 'allowed' }],
    ['GET', '/pools/all/users/a', '/pools/:pool/users/:user', { pool: 'all', user: 'a' }],
    ['HEAD', '/eu-west-1_a/keys', '/:pool/keys', { pool: 'eu-west-1_a' }],
    ['GET', '/pools/keys', '/:pool/keys', { pool: 'pools' }],
  ])('matches %s %s', async (method, path, found, parameters) => {
    expect(await outcome(method, path)).toEqual({ method, path: found, parameters });
  });

  it.each(['a%2Fb', 'a%2fb', '%41', '%2541', '%zz', '%', 'a#b', '%23', 'a;b', '..', '.', ':', '*'])(
    'passes the segment %s on as it was sent',
    async (segment) => {
      const parameters = { pool: segment };
      expect(await outcome('GET', `/${segment}/keys`)).toMatchObject({ parameters });
      expect(await outcome('GET', `/pools/${segment}`)).toMatchObject({ parameters });
    },
  );

  it('passes a segment of any length on', async () => {
    const pool = 'p'.repeat(60_000);
    expect(await outcome('GET', `/${pool}/keys`)).toMatchObject({ parameters: { pool } });
  });

  it.each([
    ...['//', '/token/', '//token', '/./token', '/a/../token', '/Token', '/TOKEN', '/token;a'],
    ...['/%74oken', '/token%20', '/token#a', '/token%23a', '/token%3Fa', '/token\\', '/token%00'],
    ...['//keys', '/a//keys', '/a/keys/', '/a/b/keys', '/pools//users/a', '/pools/a/users/'],
    ...[
      '/files/iconxsvg',
      '/files/icon%2Esvg',
      '/files%2Ficon.svg',
      '/:pool',
      '/constructor',
      '/*',
    ],
  ])('matches no route for %s', async (path) => {
    expect(await outcome('GET', path)).toEqual(nothing);
    expect(await outcome('POST', path)).toEqual(nothing);
  });

  it('reports the methods of a path in the order of its routes', async () => {
    const wrongMethod = (...allowed: string[]) => ({ kind: 'wrong method', allowed });
    expect(await outcome('DELETE', '/')).toEqual(wrongMethod('OPTIONS', 'GET', 'POST'));
    expect(await outcome('OPTIONS', '/token')).toEqual(wrongMethod('POST', 'GET'));
    expect(await outcome('HEAD', '/token')).toEqual(wrongMethod('POST', 'GET'));
    expect(await outcome('POST', '/a%2Fb/keys')).toEqual(wrongMethod('GET', 'HEAD'));
    expect(await outcome('__proto__', '/token')).toEqual(wrongMethod('POST', 'GET'));
    expect(await outcome('QUERY', '/nowhere')).toEqual(nothing);
  });

  it('matches what a comparison of segments matches', () => {
    const known =
      '|pools|users|keys|token|all|files|icon.svg|%2F|%6beys|keys#|all%20|..|constructor';
    const characters = ['%', '#', '2', '5', ':', '*', '.', ';', 'a', 'é', '(', '$'];
    const segments = fc.oneof(
      fc.constantFrom(...known.split('|')),
      fc.string({ unit: fc.constantFrom(...characters), maxLength: 6 }),
    );
    const paths = fc.array(segments, { minLength: 1, maxLength: 5 });
    const property = fc.property(paths, (parts) => {
      const match = find('GET', `/${parts.join('/')}`);
      const path = match.kind === 'found' ? match.route.path : undefined;
      expect(path).toBe(matchBySegments(parts));
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});

/** The path of the first GET route whose segments match one by one; paths without parameters come first. */
function matchBySegments(parts: readonly string[]): string | undefined {
  const paths = routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
  const matching = paths.filter((path) => {
    const wanted = path.slice(1).split('/');
    const matches = (part: string, index: number) =>
      part.startsWith(':') ? parts[index] !== '' : part === parts[index];
    return wanted.length === parts.length && wanted.every(matches);
  });
  return matching.find((path) => !path.includes(':')) ?? matching[0];
}
