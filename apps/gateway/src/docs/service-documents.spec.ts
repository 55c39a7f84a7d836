import { createLogger } from '@gatehouse/platform-core';
import { FakeClock, type FakeReaction, FakeServer, useResources } from '@gatehouse/test-kit';
import { DocumentsUnavailableError } from './errors.js';
import { readerSecurity } from './reader-security.js';
import { ServiceDocuments } from './service-documents.js';

const good = { paths: { '/orders': { get: { summary: 'first' } } }, components: {} };

const limits = {
  freshSeconds: 60,
  coolDownSeconds: 5,
  timeoutMilliseconds: 3_000,
  maxBytes: 10_000,
};

const resources = useResources();
let service: FakeServer;
let clock: FakeClock;
let documents: ServiceDocuments;

beforeEach(async () => {
  service = await resources.add(FakeServer.start(() => ({ body: good })));
  clock = new FakeClock();
  documents = new ServiceDocuments({
    addresses: new Map([['order-service', `${service.url}/base/`]]),
    security: readerSecurity(undefined),
    logger: createLogger('gateway', 'silent'),
    limits,
    clock,
  });
});

describe('the documents of services', () => {
  it('are asked for once, however many want them, until they are a minute old', async () => {
    expect(service.requests).toHaveLength(0);
    const texts = await Promise.all(Array.from({ length: 100 }, () => documents.combined()));
    expect(new Set(texts).size).toBe(1);
    await documents.combined();
    expect(service.requests.map(({ path }) => path)).toEqual(['/base/openapi.json']);
    clock.advanceSeconds(limits.freshSeconds);
    service.respond = () => ({
      body: { ...good, paths: { '/orders': { get: { summary: 'new' } } } },
    });
    expect(await documents.combined()).toContain('"summary":"new"');
  });

  it('are shown as they were while a service is away, and asked for again after a rest', async () => {
    const text = await documents.combined();
    clock.advanceSeconds(limits.freshSeconds);
    service.respond = () => 'drop';
    for (let times = 0; times < 3; times += 1) expect(await documents.combined()).toBe(text);
    expect(service.requests).toHaveLength(2);
    clock.advanceSeconds(limits.coolDownSeconds);
    await documents.combined();
    expect(service.requests).toHaveLength(3);
  });

  const large = { ...good, info: 'x'.repeat(limits.maxBytes) };
  it.each<[string, FakeReaction]>([
    ['no connection', 'drop'],
    ['an error', { status: 500 }],
    ['another status', { status: 204 }],
    ['a redirect', { status: 302, headers: { location: '/base/openapi.json' } }],
    ['no JSON', { body: '<html>' }],
    ['another document', { body: { swagger: '2.0' } }],
    ['more than the limit', { body: large }],
  ])(
    'are unavailable, and say when to come back, when all there is is %s',
    async (_name, reaction) => {
      service.respond = () => reaction;
      const error = await documents.combined().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(DocumentsUnavailableError);
      expect(error).toMatchObject({
        kind: 'unavailable',
        retryAfterSeconds: limits.coolDownSeconds,
      });
      service.respond = () => ({ body: good });
      await expect(documents.combined()).rejects.toThrow(DocumentsUnavailableError);
      clock.advanceSeconds(limits.coolDownSeconds);
      expect(await documents.combined()).toContain('"summary":"first"');
    },
  );
});
