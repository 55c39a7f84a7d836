import { KeyObject } from 'node:crypto';
import {
  FakeClock,
  forgedTokens,
  forgedTxnTokens,
  TestGateway,
  TestIssuer,
  txnTokenContextClaims,
  useResources,
} from '@gatehouse/test-kit';
import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { AccessTokenVerifier } from './access-token/access-token-verifier.js';
import { type CarriedClaim, callerClaims, requestClaims, userClaims } from './carried-claims.js';
import { strings, text, wholeSeconds } from './claims.js';
import type { Principal, UserPrincipal } from './principal.js';
import { parseStrictJsonObject } from './strict-json.js';
import { decodeCaller, encodeCaller, type TransactionDetails } from './txn-token/caller-codec.js';
import { TxnTokenSigner } from './txn-token/sign.js';
import { TxnTokenVerifier } from './txn-token/verify.js';

const clock = new FakeClock();
const resources = useResources();
const [issuer, gateway] = await resources.open(() =>
  Promise.all([
    resources.add(TestIssuer.start({ clock })),
    resources.add(TestGateway.start({ clock })),
  ]),
);

const services = new TxnTokenVerifier({ issuer: 'gateway', jwksUri: gateway.jwksUri, clock });

const contextNames = [...Object.values(callerClaims), ...Object.values(userClaims)].map(
  ({ txnToken }) => txnToken,
);
const accessTokenNames = Object.values(userClaims).flatMap((row) =>
  'accessToken' in row ? [row.accessToken] : [],
);

/** Valid values of each claim, by the function that reads it, so that a further row of a table needs no line here. */
const valuesOf = new Map<unknown, fc.Arbitrary<unknown>>([
  [text, fc.string({ unit: 'grapheme', minLength: 1 })],
  [strings, fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 })],
  [wholeSeconds, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })],
]);

/** Properties of a principal for a table: required ones always, the others now and then. */
function propertiesOf(
  table: Readonly<Record<string, CarriedClaim>>,
): fc.Arbitrary<Record<string, unknown>> {
  const rows = Object.entries(table);
  const needed = rows.filter(([, row]) => row.isRequired ?? row.whenAbsent);
  const values = rows.map(([name, { read }]) => [name, valuesOf.get(read)!] as const);
  return fc.record(Object.fromEntries(values), { requiredKeys: needed.map(([name]) => name) });
}

const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'z', '0', '9', '/', '.', '_', '-'),
  minLength: 1,
  maxLength: 8,
});
const shared = {
  subject: valuesOf.get(text)!,
  scopes: fc.array(word, { maxLength: 5 }),
  issuedAt: valuesOf.get(wholeSeconds)!,
  requestingWorkloads: fc.tuple(valuesOf.get(text)!),
};
const transaction = fc
  .tuple(valuesOf.get(text)!, propertiesOf(requestClaims))
  .map(([id, context]) => ({ id, ...context }));
const callers = fc
  .tuple(
    fc.record({ ...shared, transaction }),
    propertiesOf(callerClaims),
    fc.option(propertiesOf(userClaims)),
  )
  .map(([caller, ids, user]) => {
    const kind = user ? 'user' : 'client';
    return { ...caller, ...ids, ...user, kind } as unknown as Principal;
  });

function detailsOf({ issuedAt, requestingWorkloads, transaction: made }: Principal) {
  const context = Object.entries(requestClaims).map(([property, { txnToken }]) => [
    txnToken,
    (made as unknown as Record<string, unknown>)[property],
  ]);
  return {
    id: made!.id,
    issuedAt,
    requestingWorkload: requestingWorkloads[0]!,
    requestContext: Object.fromEntries(context) as TransactionDetails['requestContext'],
  };
}

describe('the claims that tokens carry', () => {
  it('reads back every caller that it writes', () => {
    fc.assert(
      fc.property(callers, (caller) => {
        const claims = JSON.stringify(encodeCaller(caller, detailsOf(caller)));
        expect(decodeCaller(parseStrictJsonObject(Buffer.from(claims)))).toEqual(caller);
      }),
    );
  });

  it('reaches a service from the access token, each claim of the table', async () => {
    const { issuer: name, jwksUri, clientId } = issuer;
    const pools = [{ issuer: name, jwksUri, clientIds: [clientId] }];
    const accessTokens = new AccessTokenVerifier({ pools, clock });
    const names = Object.entries(userClaims).flatMap(([property, row]) =>
      'accessToken' in row ? [[property, row] as const] : [],
    );
    const claims = Object.fromEntries(
      names.map(([, row]) => [row.accessToken, txnTokenContextClaims[row.txnToken]?.example]),
    );
    const federated = [`${issuer.poolId}_Google`, 'support'];
    const token = await issuer.userToken([], {
      claims: { ...claims, 'cognito:groups': federated },
    });

    const { kid, publicJwk, privateKey } = gateway.key;
    const signer = new TxnTokenSigner({
      issuer: gateway.issuer,
      requestingWorkload: 'gateway',
      keys: [{ kid, publicJwk: { ...publicJwk }, privateKey: KeyObject.from(privateKey) }],
      clock,
    });
    const atTheEdge = await accessTokens.verify(token);
    const inTheService = await services.verify(signer.mint(atTheEdge, 'orders'), 'orders');
    for (const [property, { txnToken }] of Object.entries(userClaims)) {
      const expected = { [property]: txnTokenContextClaims[txnToken]?.example };
      expect(atTheEdge).toMatchObject(expected);
      expect(inTheService).toMatchObject(expected);
    }
  });
});

describe("test-kit's Txn-Tokens", () => {
  it('have the members of the tables, no more and no fewer', async () => {
    expect(Object.keys(txnTokenContextClaims).sort()).toEqual([...contextNames].sort());
    const { tctx } = decodeJwt(await gateway.completeUserTxnToken('orders'));
    expect(Object.keys(tctx as object).sort()).toEqual(['kind', ...contextNames].sort());
  });

  it('are read whole', async () => {
    const token = await gateway.completeUserTxnToken('orders');
    const caller = (await services.verify(token, 'orders')) as UserPrincipal;
    for (const [property, { txnToken }] of Object.entries({ ...callerClaims, ...userClaims })) {
      expect(caller).toMatchObject({ [property]: txnTokenContextClaims[txnToken]?.example });
    }
  });

  it('are forged in each of these members', async () => {
    const names = (await forgedTxnTokens(gateway, 'orders', 'users')).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(contextNames.map((name) => `tctx.${name}: null`)));
  });
});

describe("test-kit's access tokens", () => {
  it('are forged in each claim of the table', async () => {
    const names = (await forgedTokens(issuer)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(accessTokenNames.map((name) => `${name}: null`)));
  });
});
