import { FakeClock, KeyServer, TestGateway, TestIssuer, useResources } from '@gatehouse/test-kit';
import fc from 'fast-check';
import { AccessTokenVerifier } from './access-token/access-token-verifier.js';
import { checkAccessTokenClaims } from './access-token/claim-policy.js';
import { parseCompactJws } from './compact-jws.js';
import { KeysUnavailableError } from './errors.js';
import { InvalidTokenError, MalformedTokenError, SignatureError } from './invalid-token-errors.js';
import { KeyStore } from './keys/key-store.js';
import { parseStrictJsonObject } from './strict-json.js';
import { TxnTokenVerifier } from './txn-token/verify.js';
import { checkTxnTokenClaims } from './txn-token/txn-token-claims.js';
import { VerifiedTokenCache } from './verified-token-cache.js';

// A thousand cases in every test run; `npm run soak` asks for a hundred thousand.
const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);

const clock = new FakeClock(1_800_000_000_000);
const resources = useResources();
const issuer = await resources.add(TestIssuer.start({ clock }));
const gateway = await resources.open(() => resources.add(TestGateway.start({ clock })));
const pool = { issuer: issuer.issuer, jwksUri: issuer.jwksUri, clientIds: [issuer.clientId] };
const verifier = new AccessTokenVerifier({ pools: [pool], clock });
const txnTokens = new TxnTokenVerifier({ issuer: 'gateway', jwksUri: gateway.jwksUri, clock });

const encode = (text: string) => Buffer.from(text).toString('base64url');
const decode = (part: string) => Buffer.from(part, 'base64url').toString();

type Refusal = abstract new (...args: never[]) => Error;

/** The result, or nothing when the input was refused in the documented way. */
function accepted<Result>(parse: () => Result, refusal: Refusal = MalformedTokenError) {
  try {
    return parse();
  } catch (error) {
    if (error instanceof refusal) return undefined;
    throw error;
  }
}

async function takes(token: string): Promise<boolean> {
  try {
    await verifier.verify(token);
    return true;
  } catch (error) {
    if (error instanceof InvalidTokenError || error instanceof KeysUnavailableError) return false;
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

  it('takes any octets or refuses them as malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        accepted(() => parseStrictJsonObject(Buffer.from(bytes)));
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
});

describe('a truly signed token', () => {
  const good = issuer.groupMemberToken(['support']);
  const goodTxnToken = gateway.userTxnToken('order-service', ['orders/read']);

  /** Changes that know what a token is made of; each may leave it as it was. */
  const change = fc.oneof(
    fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 3 })).map(([at, text]) => ({
      name: 'characters',
      apply: (token: string) => {
        const position = at % token.length;
        return token.slice(0, position) + text + token.slice(position + 1);
      },
    })),
    fc.tuple(fc.nat(), fc.nat(7)).map(([at, bit]) => ({
      name: 'one bit of what a part stands for',
      apply: (token: string) => {
        const parts = token.split('.').map((part) => Buffer.from(part, 'base64url'));
        const bytes = parts[at % 3] ?? Buffer.alloc(1);
        const position = at % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(position) ^ (1 << bit), position);
        return parts.map((part) => part.toString('base64url')).join('.');
      },
    })),
    fc.tuple(fc.boolean(), fc.nat(), fc.jsonValue()).map(([inHeader, at, value]) => ({
      name: 'one member',
      apply: (token: string) => {
        const [header = '', payload = '', signature = ''] = token.split('.');
        const object = JSON.parse(decode(inHeader ? header : payload)) as Record<string, unknown>;
        const names = Object.keys(object);
        const changed = JSON.stringify({ ...object, [names[at % names.length] ?? '']: value });
        const parts = inHeader ? [encode(changed), payload] : [header, encode(changed)];
        return [...parts, signature].join('.');
      },
    })),
    fc.array(fc.nat(2), { maxLength: 4 }).map((order) => ({
      name: 'the order of the parts',
      apply: (token: string) => order.map((index) => token.split('.')[index]).join('.'),
    })),
    fc.tuple(fc.nat(), fc.nat(), fc.boolean()).map(([from, length, twice]) => ({
      name: 'a piece taken out, or doubled',
      apply: (token: string) => {
        const start = from % token.length;
        const end = start + (length % 40);
        const piece = twice ? token.slice(start, end).repeat(2) : '';
        return token.slice(0, start) + piece + token.slice(end);
      },
    })),
    fc.nat().map((at) => ({
      name: 'the case of a letter',
      apply: (token: string) => {
        const position = at % token.length;
        const letter = token.charAt(position);
        const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
        return token.slice(0, position) + other + token.slice(position + 1);
      },
    })),
  );

  it('is refused after any change, and nothing but a refusal comes of it', async () => {
    const token = await good;
    expect(await takes(token)).toBe(true);
    await fc.assert(
      fc.asyncProperty(change, async ({ apply }) => {
        const changed = apply(token);
        if (changed === token) return;
        expect(verifier.getCached(changed)).toBeUndefined();
        expect(await takes(changed)).toBe(false);
      }),
      { numRuns },
    );
  });

  it('of the gateway is refused after any change, too', async () => {
    const token = await goodTxnToken;
    await txnTokens.verify(token, 'order-service');
    await fc.assert(
      fc.asyncProperty(change, async ({ apply }) => {
        const changed = apply(token);
        if (changed === token) return;
        await expect(txnTokens.verify(changed, 'order-service')).rejects.toBeInstanceOf(
          InvalidTokenError,
        );
      }),
      { numRuns },
    );
  });
});

describe('a header of any content', () => {
  it('is refused, or names RS256 and a published key', async () => {
    const genuine = await issuer.userToken();
    const [, payload = '', signature = ''] = genuine.split('.');
    const { kid } = issuer.accessKey;
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('RS256', 'none', 'HS256', kid));
    const name = fc.constantFrom('alg', 'kid', 'crit', 'b64', 'typ', 'jwk', 'jku', 'zip', 'cty');
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, value, { maxKeys: 4 }),
        fc.boolean(),
        async (header, known) => {
          const named = known ? { alg: 'RS256', kid, ...header } : header;
          const token = `${encode(JSON.stringify(named))}.${payload}.${signature}`;
          if (token === genuine) return;
          const error: unknown = await verifier.verify(token).catch((reason: unknown) => reason);
          expect(error).toBeInstanceOf(InvalidTokenError);
          // Only a good header gets as far as the signature.
          if (!(error instanceof SignatureError)) return;
          expect(named).toMatchObject({ alg: 'RS256', kid });
          expect(Object.keys(named)).not.toEqual(expect.arrayContaining(['crit']));
          expect(Object.keys(named)).not.toEqual(expect.arrayContaining(['b64']));
        },
      ),
      { numRuns },
    );
  });
});

describe('claims of any content', () => {
  const now = issuer.now();
  const anyValue = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(issuer.clientId, 'access', 'id', '', now, now + 60, 1e308, Infinity, -0, NaN),
  );
  const changesOf = (claims: object) =>
    fc.dictionary(fc.constantFrom(...Object.keys(claims)), anyValue, { maxKeys: 3 });

  it('are refused, or are what an access token says', () => {
    const claims = {
      ...issuer.userClaims(['orders/read']),
      ...{ 'cognito:groups': ['a'], aud: issuer.clientId, nbf: now, acr: 'x', amr: ['pwd'] },
    };
    fc.assert(
      fc.property(changesOf(claims), (changes) => {
        const changed = { ...claims, ...changes };
        const read = accepted(() => checkAccessTokenClaims(changed, pool, now), InvalidTokenError);
        if (!read) return;
        expect(changed).toMatchObject({ token_use: 'access', client_id: issuer.clientId });
        expect(read).toMatchObject({ subject: changed.sub, issuedAt: changed.iat });
        expect(read.expiresAt).toBeGreaterThan(now - 30);
        const texts = [read.subject, read.clientId, ...read.scopes, ...read.groups];
        expect(texts.every((text) => typeof text === 'string')).toBe(true);
        expect(read.username === undefined).toBe(read.subject === read.clientId);
      }),
      { numRuns },
    );
  });

  it('are refused, or are what a Txn-Token says', async () => {
    const token = await gateway.userTxnToken('order-service', ['orders/read']);
    const { claims } = parseCompactJws(token);
    const expected = { issuer: 'gateway', audience: 'order-service' };
    const context = changesOf(claims.tctx as object);
    fc.assert(
      fc.property(changesOf(claims), context, (changes, contextChanges) => {
        const tctx = { ...(claims.tctx as object), ...contextChanges };
        const changed: Record<string, unknown> = { ...claims, tctx, ...changes };
        const read = accepted(() => checkTxnTokenClaims(changed, expected, now), InvalidTokenError);
        if (!read) return;
        expect(changed).toMatchObject({ iss: 'gateway', aud: 'order-service' });
        expect(read.principal.subject).toBe(changed.sub);
        expect(read.expiresAt).toBeLessThanOrEqual(now + 65);
      }),
      { numRuns },
    );
  });
});

describe('a JWK Set of any content', () => {
  it('gives a usable key or none', async () => {
    const server = await resources.add(KeyServer.start([issuer.accessKey]));
    const { publicJwk, kid } = issuer.accessKey;
    const member = fc.constantFrom(...Object.keys(publicJwk), 'd', 'k', 'key_ops', 'x5c', 'crv');
    const entry = fc.dictionary(member, fc.jsonValue(), { maxKeys: 3 });
    const body = fc.oneof(
      json,
      fc.array(entry, { maxLength: 3 }).map((entries) => {
        const keys = entries.map((changes) => ({ ...publicJwk, ...changes }));
        return JSON.stringify({ keys });
      }),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        server.respond = () => ({ status: 200, body: text });
        const key = await new KeyStore(server.url, 'RS256', clock)
          .get(kid)
          .catch((error: unknown) => {
            expect(
              error instanceof InvalidTokenError || error instanceof KeysUnavailableError,
            ).toBe(true);
          });
        if (key) expect(key).toMatchObject({ type: 'public', asymmetricKeyType: 'rsa' });
      }),
      // Each asks over HTTP.
      { numRuns: Math.ceil(numRuns / 10) },
    );
  });
});

describe('what is remembered of tokens', () => {
  it('is bounded, however many there are', () => {
    const length = 800;
    const room = 100;
    const cache = new VerifiedTokenCache<object>({
      maxAgeSeconds: 300,
      maxCharacters: room * length,
    });
    const tokenOf = (index: number) => `${index}`.padStart(length, '-');
    for (let index = 0; index < numRuns; index += 1) {
      cache.remember(tokenOf(index), { index }, now + 60, now * 1000);
    }
    const kept = Array.from({ length: numRuns }, (_, index) =>
      cache.get(tokenOf(index), now * 1000),
    );
    expect(kept.filter(Boolean)).toHaveLength(room);
    expect(kept.at(-1)).toEqual({ index: numRuns - 1 });
  });

  const now = issuer.now();
});
