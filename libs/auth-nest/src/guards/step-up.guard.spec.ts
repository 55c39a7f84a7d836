import { FakeClock, TestGateway, TestIssuer, useResources } from '@gatehouse/test-kit';
import { Controller, Get } from '@nestjs/common';
import { AuthModule } from '../auth.module.js';
import { MaxAuthAge, RequireAcr } from '../decorators/requirement.decorators.js';
import { adapters, StartedApp } from '../spec-support/started-app.js';

const weak = 'urn:cognito:loa:1';
const strong = 'urn:cognito:loa:4';

@Controller()
class PaymentsController {
  @Get('strong')
  @RequireAcr('urn:cognito:loa:3', strong)
  strong() {
    return {};
  }

  @Get('recent')
  @MaxAuthAge(300)
  recent() {
    return {};
  }

  @Get('both')
  @RequireAcr(strong)
  @MaxAuthAge(300)
  both() {
    return {};
  }
}

describe.each(adapters)('step-up on %s', (_name, adapter) => {
  // A whole second, as `auth_time` is.
  const clock = new FakeClock(1_800_000_000_000);
  const resources = useResources();
  let issuer: TestIssuer;
  let gateway: TestGateway;
  let edge: StartedApp;
  let service: StartedApp;

  beforeAll(async () => {
    issuer = await resources.add(TestIssuer.start({ clock }));
    gateway = await resources.add(TestGateway.start({ clock }));
    const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
    const pools = [{ issuer: name, jwksUri, clientIds: [clientId, machineClientId] }];
    const accessTokens = { pools, clock };
    const txnTokens = { audience: 'payments', issuer: 'gateway', jwksUri: gateway.jwksUri, clock };
    const names = { [machineClientId]: 'orders' };
    const controllers = [PaymentsController];
    edge = await resources.add(
      StartedApp.start({
        auth: AuthModule.forRoot({ scopeVocabulary: [], accessTokens }),
        controllers,
        adapter: adapter(),
      }),
    );
    service = await resources.add(
      StartedApp.start({
        auth: AuthModule.forRoot({
          scopeVocabulary: [],
          txnTokens,
          peers: { names, accessTokens },
        }),
        controllers,
        adapter: adapter(),
      }),
    );
  });

  const user = async (claims: object) =>
    bearer(await issuer.userToken([], { claims: { ...claims } }));
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  async function challenge(app: StartedApp, path: string, headers: Record<string, string>) {
    const answer = await app.get(path, headers);
    return [answer.status, answer.headers.get('www-authenticate')];
  }
  const asking = (parameters: string) => [
    401,
    `Bearer realm="gatehouse", error="insufficient_user_authentication", ${parameters}`,
  ];
  const levels = `acr_values="urn:cognito:loa:3 ${strong}"`;
  const passed = [200, null];

  it('takes a level on the list', async () => {
    expect(await challenge(edge, '/strong', await user({ acr: strong }))).toEqual(passed);
  });

  it.each([[weak], ['urn:cognito:loa:44'], [undefined], [`${strong} ${weak}`]])(
    'asks for a level instead of %s',
    async (acr) => {
      expect(await challenge(edge, '/strong', await user({ acr }))).toEqual(asking(levels));
    },
  );

  it('asks again once the sign-in is too long ago', async () => {
    const token = await user({});
    expect(await challenge(edge, '/recent', token)).toEqual(passed);
    clock.advanceSeconds(300);
    expect(await challenge(edge, '/recent', token)).toEqual(passed);
    clock.advanceSeconds(1);
    expect(await challenge(edge, '/recent', token)).toEqual(asking('max_age="300"'));
  });

  it('asks when nobody knows how long ago that is', async () => {
    const token = await user({ auth_time: undefined });
    expect(await challenge(edge, '/recent', token)).toEqual(asking('max_age="300"'));
  });

  it('asks for both at once', async () => {
    const old = issuer.now() - 301;
    const both = asking(`acr_values="${strong}", max_age="300"`);
    expect(await challenge(edge, '/both', await user({ acr: strong }))).toEqual(passed);
    expect(await challenge(edge, '/both', await user({ acr: weak }))).toEqual(both);
    expect(await challenge(edge, '/both', await user({ acr: strong, auth_time: old }))).toEqual(
      both,
    );
  });

  it('is never met by a machine', async () => {
    const machine = bearer(await issuer.machineToken([], { claims: { acr: strong } }));
    expect(await challenge(edge, '/strong', machine)).toEqual(asking(levels));
    expect(await challenge(edge, '/recent', machine)).toEqual(asking('max_age="300"'));
    expect(await challenge(service, '/recent', machine)).toEqual(asking('max_age="300"'));
  });

  it("counts the user's sign-in, not the peer's, where a peer calls for a user", async () => {
    const peer = bearer(await issuer.machineToken([], { claims: { acr: strong } }));
    const old = issuer.now() - 301;
    const forUser = async (context: object) => ({
      ...peer,
      'txn-token': await gateway.userTxnToken('orders', [], { context: { ...context } }),
    });
    expect(await challenge(service, '/both', await forUser({ acr: strong }))).toEqual(passed);
    expect(await challenge(service, '/strong', await forUser({ acr: weak }))).toEqual(
      asking(levels),
    );
    expect(await challenge(service, '/strong', await forUser({ acr: undefined }))).toEqual(
      asking(levels),
    );
    const longAgo = await forUser({ acr: strong, auth_time: old });
    expect(await challenge(service, '/recent', longAgo)).toEqual(asking('max_age="300"'));
  });
});
