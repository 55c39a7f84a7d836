import fc from 'fast-check';
import { parseCompactJws } from './compact-jws.js';
import { MalformedTokenError } from './invalid-token-errors.js';
import { parseStrictJsonObject } from './strict-json.js';

// A thousand cases in every test run; `npm run soak` asks for a hundred thousand.
const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);

const encode = (text: string) => Buffer.from(text).toString('base64url');

/** The result, or nothing when the input was refused in the documented way. */
function accepted<Result>(parse: () => Result): Result | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof MalformedTokenError) return undefined;
    throw error;
  }
}

const json = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('{', '}', '[', ']', '"', '"a"', ':', ',', '1', '\\', ' ', '"\\u0061"'))
    .map((parts) => parts.join('')),
);

describe('the strict JSON parser', () => {
  it('takes only what JSON.parse takes, and gives the same', () => {
    fc.assert(
      fc.property(json, (text) => {
        const object = accepted(() => parseStrictJsonObject(Buffer.from(text)));
        if (object !== undefined) expect(object).toEqual(JSON.parse(text));
      }),
      { numRuns },
    );
  });

  it('refuses every object with a member given twice', () => {
    const name = fc.string();
    fc.assert(
      fc.property(
        name,
        fc.json(),
        fc.json(),
        fc.dictionary(fc.string(), fc.integer()),
        (key, one, other, rest) => {
          const members = Object.entries(rest).map(([k, v]) => `${JSON.stringify(k)}:${v}`);
          const twice = [
            `${JSON.stringify(key)}:${one}`,
            ...members,
            `${JSON.stringify(key)}:${other}`,
          ];
          expect(
            accepted(() => parseStrictJsonObject(Buffer.from(`{${twice.join()}}`))),
          ).toBeUndefined();
        },
      ),
      { numRuns },
    );
  });
});

describe('the token parser', () => {
  it('knows one spelling of each token', () => {
    const part = fc.oneof(json.map(encode), fc.base64String(), fc.string());
    const token = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(token, (text) => {
        const jws = accepted(() => parseCompactJws(text));
        if (jws === undefined) return;
        expect(`${jws.signingInput}.${jws.signature.toString('base64url')}`).toBe(text);
      }),
      { numRuns },
    );
  });

  it('survives any change of one character of a good token', () => {
    const good = `${encode('{"alg":"RS256","kid":"a"}')}.${encode('{"sub":"a","exp":1}')}.c2lnbmF0dXJl`;
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.string({ unit: 'binary', maxLength: 2 }),
        (at, change) => {
          accepted(() => parseCompactJws(good.slice(0, at) + change + good.slice(at + 1)));
        },
      ),
      { numRuns },
    );
  });
});
