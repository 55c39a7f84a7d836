import {
  FakeClock,
  generateSigningKey,
  Resources,
  type SigningKey,
  TestGateway,
  TestIssuer,
  useResources,
} from '@gatehouse/test-kit';
import { Controller, Get } from '@nestjs/common';
import { AuthModule } from '../auth.module.js';
import { Authenticated } from '../decorators/requirement.decorators.js';
import { adapters, KeptLog, StartedApp } from '../spec-support/started-app.js';

@Controller()
class ProfilesController {
  @Get('profile')
  @Authenticated()
  profile() {
    return {};
  }
}

const us = 'user-service';
const listedUserClient = 'listeduserclient0000000000';
const partner = 'partner0000000000000000000';
const names = (orders: string) => ({
  [orders]: 'order-service',
  [listedUserClient]: 'web-service',
});

/** What the attacker holds and can make. */
class Attacker {
  readonly log = new KeptLog();

  private constructor(
    readonly issuer: TestIssuer,
    readonly gateway: TestGateway,
    readonly otherKey: SigningKey,
    readonly clock: FakeClock,
  ) {}

  static async start(): Promise<Attacker> {
    const clock = new FakeClock();
    const otherKey = await generateSigningKey('ES256', 'other');
    const resources = new Resources();
    const issuer = await resources.add(TestIssuer.start({ clock }));
    const gateway = await resources.open(() => resources.add(TestGateway.start({ clock })));
    return new Attacker(issuer, gateway, otherKey, clock);
  }

  async close(): Promise<void> {
    await Promise.all([this.issuer.close(), this.gateway.close()]);
  }

  peer = () => this.issuer.machineToken(['users/read']);

  machineOf = (clientId: string) =>
    this.issuer.machineToken([], { claims: { sub: clientId, client_id: clientId } });

  userTxn = (audience: string, changes = {}) => this.gateway.userTxnToken(audience, [], changes);
}

type Proofs = readonly (readonly [header: string, value: string])[];
type Attack = (attacker: Attacker) => Promise<Proofs>;

const txnToken = (value: string) => ['Txn-Token', value] as const;
const bearer = (value: string) => ['Authorization', `Bearer ${value}`] as const;
const times = (iat: number, exp: number) => ({ claims: { iat, exp } });

const attacks: [name: string, reason: string, attack: Attack][] = [
  [
    'an expired Txn-Token',
    'expired',
    async ({ userTxn }) => [txnToken(await userTxn(us, times(1_700_000_000, 1_700_000_060)))],
  ],
  [
    'a Txn-Token that lives longer than a minute',
    'lifetime',
    async ({ userTxn, gateway }) => {
      const now = gateway.now();
      return [txnToken(await userTxn(us, times(now, now + 61)))];
    },
  ],
  [
    'a Txn-Token for another service',
    'audience',
    async ({ userTxn }) => [txnToken(await userTxn('order-service'))],
  ],
  [
    'a Txn-Token for a list of services',
    'audience',
    async ({ userTxn }) => [
      txnToken(await userTxn(us, { claims: { aud: [us, 'order-service'] } })),
    ],
  ],
  [
    'a Txn-Token of another gateway',
    'issuer',
    async ({ userTxn }) => [txnToken(await userTxn(us, { claims: { iss: 'other' } }))],
  ],
  [
    'a Txn-Token signed with a key that was never published',
    'unknown_key',
    async ({ userTxn, otherKey }) => [txnToken(await userTxn(us, { key: otherKey }))],
  ],
  [
    "a Txn-Token signed with the attacker's key under the gateway's key id",
    'signature',
    async ({ userTxn, otherKey, gateway }) => {
      const key = { ...otherKey, kid: gateway.key.kid };
      return [txnToken(await userTxn(us, { key }))];
    },
  ],
  [
    'a Txn-Token with typ JWT',
    'type',
    async ({ userTxn }) => [txnToken(await userTxn(us, { header: { typ: 'JWT' } }))],
  ],
  [
    'a Txn-Token without typ',
    'type',
    async ({ userTxn }) => [txnToken(await userTxn(us, { header: { typ: undefined } }))],
  ],
  [
    "a user's access token sent as Txn-Token",
    'type',
    async ({ issuer }) => [txnToken(await issuer.userToken())],
  ],
  ["a peer's access token sent as Txn-Token", 'type', async ({ peer }) => [txnToken(await peer())]],
  [
    'a Txn-Token sent as access token',
    'algorithm',
    async ({ userTxn }) => [bearer(await userTxn(us))],
  ],
  [
    'two Txn-Token headers',
    'malformed',
    async ({ userTxn }) => [txnToken(await userTxn(us)), txnToken(await userTxn(us))],
  ],
  [
    'the same Txn-Token in two headers of other spelling',
    'malformed',
    async ({ userTxn }) => {
      const token = await userTxn(us);
      return [
        ['txn-token', token],
        ['TXN-TOKEN', token],
      ];
    },
  ],
  [
    'two Txn-Tokens joined by a comma',
    'malformed',
    async ({ userTxn }) => [txnToken(`${await userTxn(us)}, ${await userTxn(us)}`)],
  ],
  [
    'a good Txn-Token and an empty one',
    'malformed',
    async ({ userTxn }) => [txnToken(await userTxn(us)), txnToken('')],
  ],
  ['an empty Txn-Token', 'malformed', () => Promise.resolve([txnToken('')])],
  [
    "a good Txn-Token beside the user's access token",
    'client',
    async ({ userTxn, issuer }) => {
      const claims = { client_id: 'web' };
      return [txnToken(await userTxn(us)), bearer(await issuer.userToken([], { claims }))];
    },
  ],
  [
    "a good Txn-Token beside a user's token of a listed client",
    'not_a_peer',
    async ({ userTxn, issuer }) => {
      const claims = { client_id: listedUserClient };
      return [
        txnToken(await userTxn('web-service')),
        bearer(await issuer.userToken([], { claims })),
      ];
    },
  ],
  [
    'a good Txn-Token beside a garbage access token',
    'malformed',
    async ({ userTxn }) => [txnToken(await userTxn(us)), bearer('garbage')],
  ],
  [
    'a good Txn-Token beside another scheme',
    'missing_token',
    async ({ userTxn }) => [txnToken(await userTxn(us)), ['Authorization', 'Basic dTpw']],
  ],
  [
    "a user's token from a listed client",
    'not_a_peer',
    async ({ issuer }) => [
      bearer(await issuer.userToken([], { claims: { client_id: listedUserClient } })),
    ],
  ],
  [
    'the token of a machine whose client the pool list does not name',
    'client',
    async ({ machineOf }) => [bearer(await machineOf('stranger'))],
  ],
  [
    'the token of a trusted machine that is no peer',
    'not_a_peer',
    async ({ machineOf }) => [bearer(await machineOf(partner))],
  ],
  [
    "a stranger's machine token with the Txn-Token it received",
    'not_a_peer',
    async ({ machineOf, userTxn }) => [
      bearer(await machineOf(partner)),
      txnToken(await userTxn('partner')),
    ],
  ],
  [
    'a peer with a Txn-Token made for another peer',
    'audience',
    async ({ peer, userTxn }) => [bearer(await peer()), txnToken(await userTxn('web-service'))],
  ],
  [
    'a peer that replays a Txn-Token made for this service',
    'audience',
    async ({ peer, userTxn }) => [bearer(await peer()), txnToken(await userTxn(us))],
  ],
  [
    'a peer with an expired Txn-Token',
    'expired',
    async ({ peer, userTxn }) => [
      bearer(await peer()),
      txnToken(await userTxn('order-service', times(1_700_000_000, 1_700_000_060))),
    ],
  ],
  [
    "a peer with the user's access token in place of a Txn-Token",
    'type',
    async ({ peer, issuer }) => [bearer(await peer()), txnToken(await issuer.userToken())],
  ],
  [
    "a peer's expired access token",
    'expired',
    async ({ issuer }) => [
      bearer(await issuer.machineToken([], times(1_700_000_000, 1_700_003_600))),
    ],
  ],
  ['no proof at all', 'missing_token', () => Promise.resolve([])],
];

describe.each(adapters)('a service on %s', (_name, adapter) => {
  const resources = useResources();
  let attacker: Attacker;
  let service: StartedApp;

  beforeAll(async () => {
    attacker = await resources.add(Attacker.start());
    const { issuer, gateway, log, clock } = attacker;
    const { issuer: name, jwksUri, machineClientId } = issuer;
    const clientIds = [machineClientId, listedUserClient, partner];
    const auth = AuthModule.forRoot({
      scopeVocabulary: [],
      txnTokens: { audience: us, issuer: 'gateway', jwksUri: gateway.jwksUri, clock },
      peers: {
        names: names(machineClientId),
        accessTokens: { pools: [{ issuer: name, jwksUri, clientIds }], clock },
      },
    });
    const controllers = [ProfilesController];
    service = await resources.add(
      StartedApp.start({ auth, controllers, adapter: adapter(), logger: log }),
    );
  });

  const call = (proofs: Proofs) => service.raw('GET', '/profile', proofs.flat());

  it.each(attacks)('refuses %s as %s', async (_attack, reason, attack) => {
    attacker.log.lines.length = 0;
    const { status, headers, body } = await call(await attack(attacker));
    expect(status).toBe(401);
    const error = reason === 'missing_token' ? '' : ', error="invalid_token"';
    expect(headers['www-authenticate']).toBe(`Bearer realm="gatehouse"${error}`);
    expect(body).toMatchObject({ status: 401 });
    expect(attacker.log.refusals).toMatchObject([{ reason, status: 401, route: '/profile' }]);
  });

  it('refuses two Authorization headers', async () => {
    const proof = bearer(await attacker.peer());
    expect((await call([proof, proof])).status).toBe(400);
  });

  it('still takes what is good', async () => {
    const { peer, userTxn } = attacker;
    expect((await call([txnToken(await userTxn(us))])).status).toBe(200);
    const forUser = [bearer(await peer()), txnToken(await userTxn('order-service'))];
    expect((await call(forUser)).status).toBe(200);
    expect((await call([bearer(await peer())])).status).toBe(200);
  });

  it("names in the log the peer whose user's proof is no good", async () => {
    attacker.log.lines.length = 0;
    await call([bearer(await attacker.peer()), txnToken('garbage')]);
    expect(attacker.log.refusals).toMatchObject([
      { reason: 'malformed', clientId: attacker.issuer.machineClientId },
    ]);
  });

  it('refuses a Txn-Token signed with a retired key, even one it has taken before', async () => {
    const { clock, gateway, otherKey, userTxn } = attacker;
    clock.advanceSeconds(30);
    const proof = [txnToken(await userTxn(us))];
    expect((await call(proof)).status).toBe(200);
    gateway.keyServer.keys.splice(0, Infinity, otherKey);
    await refused(proof);
    expect(attacker.log.refusals).toMatchObject([{ reason: 'unknown_key' }]);
    expect((await call([txnToken(await userTxn(us, { key: otherKey }))])).status).toBe(200);
  });

  /** Keys are fetched again beside the call that finds them old, so it may take a few more. */
  async function refused(proof: Proofs): Promise<void> {
    attacker.log.lines.length = 0;
    attacker.clock.advanceSeconds(31);
    for (let calls = 0; calls < 100; calls += 1) if ((await call(proof)).status === 401) return;
    throw new Error('the retired key still serves');
  }
});
