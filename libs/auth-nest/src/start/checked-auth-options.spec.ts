import { useResources } from '@gatehouse/test-kit';
import type { AuthOptions } from '../auth-options.js';
import { AuthModule } from '../auth.module.js';
import { cookieToken } from '../extractors/cookie-token.js';
import { StartedApp } from '../spec-support/started-app.js';
import { AuthOptionsError } from './auth-options-error.js';
import { checkedAuthOptions } from './checked-auth-options.js';

const pool = { issuer: 'https://pool', jwksUri: 'https://pool/keys', clientIds: ['web', 'peer'] };
const accessTokens = { pools: [pool] };
const txnTokens = { issuer: 'gateway', audience: 'orders', jwksUri: 'http://gateway/keys' };
const scopeVocabulary = ['orders/read'];
const edge = { scopeVocabulary, accessTokens };
const peers = { names: { peer: 'users' }, accessTokens };
const service = { scopeVocabulary, txnTokens, peers };
const pools = (changes: object) => ({
  ...edge,
  accessTokens: { pools: [{ ...pool, ...changes }] },
});
const elevated = (changes: object) => ({
  ...edge,
  elevatedRights: { scopes: ['orders/read'], maxAuthAgeSeconds: 60, ...changes },
});
const clients =
  'accessTokens.pools[0].clientIds: must name at least one client, without white space';

describe('options', () => {
  const resources = useResources();

  it.each<[AuthOptions]>([
    [edge],
    [service],
    [{ scopeVocabulary: [], txnTokens }],
    [{ ...edge, onRefusal: () => undefined }],
    [elevated({})],
    [elevated({ scopes: undefined, groups: ['support'], acrValues: ['urn:cognito:loa:4'] })],
    [
      {
        ...edge,
        accessTokens: {
          ...accessTokens,
          extractToken: cookieToken({ name: 't', allowedOrigins: [] }),
        },
      },
    ],
  ])('are fine (%#)', (options) => {
    expect(checkedAuthOptions(options)).toBe(options);
  });

  it.each<[options: object, fault: string]>([
    [{ scopeVocabulary }, 'accessTokens or txnTokens: one must be given'],
    [
      { ...edge, ...service },
      'accessTokens and txnTokens: give one; an app is the edge or stands behind it',
    ],
    [{ ...edge, peers }, 'peers: belong to txnTokens; the edge has none'],
    [{ accessTokens }, 'scopeVocabulary: must be a list of scopes'],
    [
      { ...edge, scopeVocabulary: ['a b'] },
      'scopeVocabulary: a scope is a word without white space',
    ],
    [{ ...edge, onRefusal: 'count' }, 'onRefusal: must be a function'],
    [elevated({ scopes: 'orders/read' }), 'elevatedRights.scopes: must be a list of scopes'],
    [
      elevated({ scopes: ['orders/refund'] }),
      'elevatedRights.scopes: the vocabulary does not know orders/refund',
    ],
    [elevated({ groups: ['a b'] }), 'elevatedRights.groups: must be a list of groups'],
    [elevated({ scopes: [] }), 'elevatedRights: name a scope or a group, or leave them out'],
    ...[[], ['a b'], ['a"b'], 'urn:cognito:loa:4'].map((acrValues): [object, string] => [
      elevated({ acrValues }),
      'elevatedRights.acrValues: must name at least one level, without space, quote and backslash',
    ]),
    ...[undefined, 0, -1, 1.5, '60'].map((maxAuthAgeSeconds): [object, string] => [
      elevated({ maxAuthAgeSeconds }),
      'elevatedRights.maxAuthAgeSeconds: must be a positive whole number',
    ]),
    [
      { ...edge, accessTokens: { ...accessTokens, extractToken: 'cookie' } },
      'accessTokens.extractToken: must be a function',
    ],
    [{ ...edge, accessTokens: {} }, 'accessTokens.pools: must name at least one user pool'],
    [
      { ...edge, accessTokens: { pools: [] } },
      'accessTokens.pools: must name at least one user pool',
    ],
    [
      { ...edge, accessTokens: { pools: [pool, pool] } },
      'accessTokens.pools: one issuer stands twice',
    ],
    [null as unknown as object, 'accessTokens or txnTokens: one must be given'],
    [
      { ...edge, accessTokens: { pools: [null] } },
      'accessTokens.pools[0].jwksUri: must be an http or https address',
    ],
    ...[{ support: ['a'] }, { everyone: ['a'], byGroup: { support: 'a' } }].map(
      (scopesByGroup): [object, string] => [
        { ...edge, accessTokens: { ...accessTokens, scopesByGroup } },
        'accessTokens.scopesByGroup: must have the lists everyone and byGroup.<group>',
      ],
    ),
    [
      { ...service, peers: { ...peers, accessTokens: { ...accessTokens, revocations: {} } } },
      'peers.accessTokens.revocations: must have the function isRevoked',
    ],
    [pools({ clientIds: [] }), clients],
    [pools({ clientIds: ['web '] }), clients],
    [pools({ clientIds: ['a', ''] }), clients],
    [pools({ clientIds: 'web' }), clients],
    [
      pools({ audiences: [] }),
      'accessTokens.pools[0].audiences: must name at least one audience, without white space',
    ],
    [
      pools({ issuer: 'https://pool/' }),
      'accessTokens.pools[0].issuer: must be an http or https address without a slash at its end',
    ],
    ...['file:///keys', 'https:pool/keys', 'http://127.1/keys', 'https://pool\\@evil.example/'].map(
      (jwksUri): [object, string] => [
        pools({ jwksUri }),
        'accessTokens.pools[0].jwksUri: must be an http or https address',
      ],
    ),
    ...['https://user@pool', 'https://pool/#a', 'https://bücher.example', 'https://po\u0000ol'].map(
      (issuer): [object, string] => [
        pools({ issuer }),
        'accessTokens.pools[0].issuer: must be an http or https address without a slash at its end',
      ],
    ),
    [
      { ...service, peers: undefined, txnTokens: { ...txnTokens, issuer: '' } },
      'txnTokens.issuer: must be a word without white space',
    ],
    [
      { ...service, peers: undefined, txnTokens: { ...txnTokens, audience: 'the orders' } },
      'txnTokens.audience: must be a word without white space',
    ],
    [
      { ...service, txnTokens: { ...txnTokens, jwksUri: 'gateway' } },
      'txnTokens.jwksUri: must be an http or https address',
    ],
    [{ ...service, peers: { ...peers, names: {} } }, 'peers.names: names no peer; leave peers out'],
    [
      { ...service, peers: { names: { 'peer ': 'users' }, accessTokens } },
      'peers.names: a client id and a name are words without white space',
    ],
    [
      { ...service, peers: { names: { other: 'users' }, accessTokens } },
      "peers.names: the client of users is in no pool's clientIds",
    ],
    [
      { ...service, peers: { names: { peer: 'orders' }, accessTokens } },
      'peers.names: one peer is this service itself',
    ],
  ])('are refused (%#)', (options, fault) => {
    const check = () => checkedAuthOptions(options as AuthOptions);
    expect(check).toThrow(AuthOptionsError);
    expect(check).toThrow(`\n  ${fault}`);
  });

  it('are refused without pools for the peers', () => {
    for (const peerTokens of [undefined, {}, { pools: [] }]) {
      const options = { ...service, peers: { ...peers, accessTokens: peerTokens } };
      const check = () => checkedAuthOptions(options as unknown as AuthOptions);
      expect(check).toThrow('peers.accessTokens.pools: must name at least one user pool');
    }
  });

  it('are refused where two modules import AuthModule, each with its own', async () => {
    const auth = {
      module: class Shop {},
      imports: [
        AuthModule.forRoot(edge),
        { module: class Feature {}, imports: [AuthModule.forRoot(edge)] },
      ],
    };
    await expect(StartedApp.start({ auth, controllers: [] })).rejects.toThrow(
      'AuthModule is imported 2 times',
    );
    const once = AuthModule.forRoot(edge);
    const shared = {
      module: class Shop {},
      imports: [once, { module: class Feature {}, imports: [once] }],
    };
    await expect(
      resources.add(StartedApp.start({ auth: shared, controllers: [] })),
    ).resolves.toBeInstanceOf(StartedApp);
  });

  it('are refused with all their faults at once, and stop the start', async () => {
    const options = { ...pools({ clientIds: [], jwksUri: '' }), scopeVocabulary: [''] };
    const modules = [
      AuthModule.forRoot(options),
      AuthModule.forRootAsync({ useFactory: () => Promise.resolve(options) }),
    ];
    for (const auth of modules) {
      const error: unknown = await StartedApp.start({ auth, controllers: [] }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(AuthOptionsError);
      expect((error as AuthOptionsError).faults).toHaveLength(3);
    }
  });
});
