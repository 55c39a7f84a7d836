import fc from 'fast-check';
import { canonicalPath } from './canonical-path.js';
import { plainAddress } from '@gatehouse/platform-nest';
import { forwardedElement } from './forwarded.js';
import { downstreamFields, type TrustedHeaders, upstreamHeaders } from './request-headers.js';
import { isPlainTarget } from './request-target.js';

// A thousand cases in every test run; `npm run soak` asks for a hundred thousand.
const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);

const segment = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '..',
    '.',
    '%2e',
    '%2E',
    '%2f',
    '%5C',
    ';',
    '\\',
    '%00',
    '%EF%BC%8F',
    '%E2%80%AE',
    '%C2%85',
    '...',
    'orders',
    '%C3%A9',
    '%20',
    '//',
    '?',
    '#',
  ),
);

describe('canonicalPath', () => {
  it('takes only paths that every URL parser reads alike', () => {
    const target = fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`);
    fc.assert(
      fc.property(target, (text) => {
        const path = canonicalPath(text);
        if (path === undefined) return;
        expect(new URL(path, 'http://upstream').pathname).toBe(path);
        const decoded = decodeURIComponent(path).split('/');
        expect(decoded).not.toContain('..');
        expect(decoded).not.toContain('.');
        expect(decoded.length).toBe(path.split('/').length);
      }),
      { numRuns },
    );
  });
});

describe('isPlainTarget', () => {
  it('takes only targets that reach a server as they were sent', () => {
    const query = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a=b', 'a#b', '?', '%00'),
    );
    const path = fc.oneof(fc.constantFrom('/orders', '/orders/1', '//x', '/a/..'), segment);
    fc.assert(
      fc.property(path, query, (before, after) => {
        const target = `${before}?${after}`;
        if (!isPlainTarget(target)) return;
        expect(target).toMatch(/^[!-~]+$/);
        expect(target).not.toContain('#');
        // What URL parsers still encode in a query they decode to the same.
        const { pathname, search, hash } = new URL(target, 'http://upstream');
        expect([pathname, hash]).toEqual([canonicalPath(target), '']);
        expect(search.replace(/%(22|27|3C|3E)/g, hex)).toBe(
          target
            .slice(pathname.length)
            .replace(/%(22|27|3C|3E)/g, hex)
            .replace(/^\?$/, ''),
        );
      }),
      { numRuns },
    );
  });
});

function hex(encoded: string): string {
  return String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
}

const ours = [
  'txn-token',
  'cognito-access-token',
  'x-request-id',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-anything',
  'forwarded',
  'x-real-ip',
  'x-original-url',
  'authorization',
  'connection',
  'keep-alive',
  'proxy-authorization',
  'transfer-encoding',
  'te',
];

/** A name of ours, each letter in either case and each dash as anything that some server folds into one. */
const spelled = fc
  .constantFrom(...ours)
  .chain((name) =>
    fc.tuple(
      ...Array.from(name, (letter) =>
        letter === '-'
          ? fc.constantFrom(...Array.from('-_.~!#$%&^`|+*'))
          : fc.constantFrom(letter, letter.toUpperCase()),
      ),
    ),
  )
  .map((letters) => letters.join(''));

describe('upstreamHeaders', () => {
  it('lets no caller say what the gateway says', () => {
    const trusted = { 'x-request-id': 'ours', 'txn-token': undefined } as TrustedHeaders;
    const names = fc.array(fc.oneof(spelled, fc.string()), { maxLength: 8 });
    fc.assert(
      fc.property(names, fc.boolean(), (sentNames, hasBody) => {
        const headers = Object.fromEntries(sentNames.map((name) => [name, 'theirs']));
        const body = { isForwarded: hasBody, hasKnownLength: hasBody };
        const sent = upstreamHeaders(headers, trusted, body);
        for (const [name, value] of Object.entries(sent)) {
          const folded = name.toLowerCase().replace(/[^a-z0-9]/g, '-');
          const isOurs = ours.includes(folded) || folded.startsWith('x-forwarded');
          if (isOurs) expect(value).not.toBe('theirs');
        }
        expect(sent['x-request-id']).toBe('ours');
      }),
      { numRuns },
    );
  });
});

describe('downstreamFields', () => {
  it('keeps back what Connection names, however often and in whatever form', () => {
    const token = fc.constantFrom('x-a', 'X-B', 'etag', 'close', '', ' ', 'x-c\t');
    const connection = fc.array(fc.array(token).map((tokens) => tokens.join(',')));
    fc.assert(
      fc.property(connection, fc.nat({ max: 3 }), (values, position) => {
        const fields = ['x-a', 'X-B', 'ETag'].map((name) => [name, '1']);
        fields.splice(position, 0, ...values.map((value) => ['Connection', value]));
        const named = values
          .join(',')
          .toLowerCase()
          .split(',')
          .map((name) => name.trim());
        const kept = ['x-a', 'x-b', 'etag'].filter((name) => !named.includes(name));
        const sent = downstreamFields(fields.flat().map((text) => Buffer.from(text)));
        const names = sent.filter((_text, index) => index % 2 === 0);
        expect(names.map((name) => name.toLowerCase()).slice(0, -2)).toEqual(kept);
      }),
      { numRuns },
    );
  });
});

describe('forwardedElement', () => {
  it('is one element of RFC 7239 for every Host the gateway takes', () => {
    const pair = '(?:for|host|proto)=(?:[!#$%&\'*+.^_`|~0-9A-Za-z-]+|"[^"\\\\]*")';
    const element = new RegExp(`^${pair}(?:;${pair})*$`);
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((address) => `[${address}]`),
    );
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(
        address,
        host,
        fc.option(fc.integer({ min: 1, max: 65535 })),
        (from, name, port) => {
          const reached = { host: port === null ? name : `${name}:${port}`, protocol: 'http' };
          expect(forwardedElement({ address: plainAddress(from), ...reached })).toMatch(element);
        },
      ),
      { numRuns },
    );
  });
});
