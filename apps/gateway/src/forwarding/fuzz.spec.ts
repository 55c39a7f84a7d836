import fc from 'fast-check';
import { canonicalPath } from './canonical-path.js';
import { type TrustedHeaders, upstreamHeaders } from './request-headers.js';

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

describe('upstreamHeaders', () => {
  it('lets no caller say what the gateway says', () => {
    const names = [
      'txn-token',
      'cognito-access-token',
      'x-request-id',
      'x-forwarded-for',
      'authorization',
    ];
    const spelled = fc
      .constantFrom(...names)
      .chain((name) =>
        fc.tuple(
          ...Array.from(name, (letter) =>
            fc.constantFrom(letter, letter.toUpperCase(), letter === '-' ? '_' : letter),
          ),
        ),
      )
      .map((letters) => letters.join(''));
    const trusted = { 'x-request-id': 'ours', 'txn-token': undefined } as TrustedHeaders;
    fc.assert(
      fc.property(fc.oneof(spelled, fc.string()), (name) => {
        const sent = upstreamHeaders({ [name]: 'theirs' }, trusted, true);
        const folded = name.toLowerCase().replaceAll('_', '-');
        if (names.includes(folded)) expect(Object.values(sent)).not.toContain('theirs');
        expect(sent['x-request-id']).toBe('ours');
      }),
      { numRuns },
    );
  });
});
