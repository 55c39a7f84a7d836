import type { Principal } from '@gatehouse/auth-core';
import { FakeClock, TestGateway, TestIssuer, useResources } from '@gatehouse/test-kit';
import { Controller, Get, Req } from '@nestjs/common';
import type { AuthOptions } from './auth-options.js';
import { AuthModule } from './auth.module.js';
import { type AuthenticatedRequest, principalOf } from './authenticated-request.js';
import {
  Authenticated,
  MaxAuthAge,
  OptionalAuthentication,
  RequireAcr,
  RequireAnyScope,
  RequireGroups,
  RequireScopes,
} from './decorators/requirement.decorators.js';
import { adapters, StartedApp } from './spec-support/started-app.js';

const [passkey, totp] = ['urn:cognito:loa:3', 'urn:cognito:loa:4'];
const elevatedRights = {
  scopes: ['users/read', 'users/support'],
  groups: ['support'],
  acrValues: [passkey, totp],
  maxAuthAgeSeconds: 3600,
};
const scopeVocabulary = ['users/read', 'users/support', 'users/write'];

interface Seen {
  readonly scopes?: readonly string[];
  readonly groups?: readonly string[];
  readonly isFrozen: boolean;
  readonly withheld?: unknown;
}

@Controller()
class UsersController {
  @Get('profile')
  @RequireScopes('users/read')
  profile() {
    return {};
  }

  @Get('both')
  @RequireScopes('users/write', 'users/read')
  both() {
    return {};
  }

  @Get('any')
  @RequireAnyScope('users/write', 'users/read')
  any(@Req() request: AuthenticatedRequest) {
    return this.closed(request);
  }

  @Get('group')
  @RequireGroups('support', 'owners')
  group() {
    return {};
  }

  @Get('recent')
  @RequireScopes('users/support')
  @RequireAcr(totp, 'higher')
  @MaxAuthAge(300)
  recent() {
    return {};
  }

  @Get('closed')
  @Authenticated()
  closed(@Req() request: AuthenticatedRequest): Seen {
    const principal = principalOf(request);
    const isFrozen = [principal, principal?.scopes].every((value) => Object.isFrozen(value));
    const { withheldScopes: withheld } = request.logFields ?? {};
    return { scopes: principal?.scopes, groups: groupsOf(principal), isFrozen, withheld };
  }

  @Get('optional')
  @OptionalAuthentication()
  optional(@Req() request: AuthenticatedRequest): Seen {
    return this.closed(request);
  }
}

const groupsOf = (principal: Principal | undefined) =>
  principal?.kind === 'user' ? principal.groups : undefined;

describe.each(adapters)('rights that take a better sign-in, on %s', (_name, adapter) => {
  // A whole second, as `auth_time` is.
  const clock = new FakeClock(1_800_000_000_000);
  const resources = useResources();
  let issuer: TestIssuer;
  let gateway: TestGateway;
  let edge: StartedApp;
  let service: StartedApp;
  let anyLevel: StartedApp;

  beforeAll(async () => {
    issuer = await resources.add(TestIssuer.start({ clock }));
    gateway = await resources.add(TestGateway.start({ clock }));
    const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
    const pools = [{ issuer: name, jwksUri, clientIds: [clientId, machineClientId] }];
    const accessTokens = { pools, clock };
    const txnTokens = { audience: 'users', issuer: 'gateway', jwksUri: gateway.jwksUri, clock };
    const peers = { names: { [machineClientId]: 'orders' }, accessTokens };
    const start = (options: AuthOptions) =>
      resources.add(
        StartedApp.start({
          auth: AuthModule.forRoot(options),
          controllers: [UsersController],
          adapter: adapter(),
        }),
      );
    edge = await start({ scopeVocabulary, elevatedRights, accessTokens });
    service = await start({ scopeVocabulary, elevatedRights, txnTokens, peers });
    const age = { scopes: ['users/read'], maxAuthAgeSeconds: 3600 };
    anyLevel = await start({ scopeVocabulary, elevatedRights: age, accessTokens });
  });

  const held = ['users/read', 'users/support', 'users/write'];
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const atEdge = async (claims: object, scopes: readonly string[] = held) =>
    bearer(
      await issuer.userToken(scopes, { claims: { 'cognito:groups': ['support'], ...claims } }),
    );
  const atService = async (context: object, scopes: readonly string[] = held) => ({
    'txn-token': await gateway.userTxnToken('users', scopes, {
      context: { groups: ['support'], ...context },
    }),
  });
  async function outcome(app: StartedApp, path: string, headers: Record<string, string>) {
    const response = await app.get(path, headers);
    return [response.status, response.headers.get('www-authenticate')];
  }
  const seenBy = async (app: StartedApp, path: string, headers: Record<string, string>) =>
    (await (await app.get(path, headers)).json()) as Seen;

  const passed = [200, null];
  const signInAgain = (levels = `${passkey} ${totp}`, maxAge = 3600) => [
    401,
    'Bearer realm="gatehouse", error="insufficient_user_authentication", ' +
      `acr_values="${levels}", max_age="${maxAge}"`,
  ];
  const missing = (scopes: string) => [
    403,
    `Bearer realm="gatehouse", error="insufficient_scope", scope="${scopes}"`,
  ];

  it.each([passkey, totp])('count after a recent sign-in of the level %s', async (acr) => {
    for (const [app, headers] of [
      [edge, await atEdge({ acr })],
      [service, await atService({ acr })],
    ] as const) {
      expect(await outcome(app, '/profile', headers)).toEqual(passed);
      expect(await outcome(app, '/group', headers)).toEqual(passed);
      const seen = await seenBy(app, '/closed', headers);
      expect(seen.scopes).toEqual(expect.arrayContaining(held));
      expect(seen.groups).toEqual(['support']);
      expect(seen.withheld).toBeUndefined();
    }
  });

  it.each([
    ['of a password', { acr: 'urn:cognito:loa:1' }],
    ['of a code alone', { acr: 'urn:cognito:loa:2' }],
    ['of an unknown level', { acr: undefined }],
    ['of two levels in one claim', { acr: `${passkey} ${totp}` }],
    ['that is too old', { acr: totp, auth_time: 1_800_000_000 - 3601 }],
    ['at an unknown time', { acr: totp, auth_time: undefined }],
  ])('do not count after a sign-in %s', async (_which, claims) => {
    for (const [app, headers] of [
      [edge, await atEdge(claims)],
      [service, await atService(claims)],
    ] as const) {
      expect(await outcome(app, '/profile', headers)).toEqual(signInAgain());
      expect(await outcome(app, '/both', headers)).toEqual(signInAgain());
      expect(await outcome(app, '/group', headers)).toEqual(signInAgain());
      expect(await outcome(app, '/any', headers)).toEqual(passed);
      for (const path of ['/any', '/closed', '/optional']) {
        const seen = await seenBy(app, path, headers);
        expect(seen).toMatchObject({ groups: [], isFrozen: true, withheld: held.slice(0, 2) });
        expect(seen.scopes).toContain('users/write');
        expect(seen.scopes).not.toEqual(expect.arrayContaining(['users/read']));
        expect(seen.scopes).not.toEqual(expect.arrayContaining(['users/support']));
      }
    }
  });

  it('stop counting while the same token goes on, once its sign-in is too old', async () => {
    const claims = { acr: totp, auth_time: issuer.now() - 3600 };
    const requests = [
      [edge, await atEdge(claims)],
      [service, await atService(claims)],
    ] as const;
    for (const [app, headers] of requests) {
      expect(await outcome(app, '/profile', headers)).toEqual(passed);
    }
    clock.advanceSeconds(1);
    for (const [app, headers] of requests) {
      expect(await outcome(app, '/profile', headers)).toEqual(signInAgain());
    }
  });

  it('count at any level where none is demanded, and no longer than the age', async () => {
    expect(await outcome(anyLevel, '/profile', await atEdge({}))).toEqual(passed);
    const old = await atEdge({ auth_time: issuer.now() - 3601 });
    const challenge = 'error="insufficient_user_authentication", max_age="3600"';
    expect(await outcome(anyLevel, '/profile', old)).toEqual([
      401,
      `Bearer realm="gatehouse", ${challenge}`,
    ]);
  });

  it('are not promised by a sign-in to a user who would still lack a scope or group', async () => {
    for (const [app, headers] of [
      [edge, await atEdge({ 'cognito:groups': ['other'] }, ['users/support'])],
      [service, await atService({ groups: ['other'] }, ['users/support'])],
    ] as const) {
      expect(await outcome(app, '/profile', headers)).toEqual(missing('users/read'));
      expect(await outcome(app, '/both', headers)).toEqual(missing('users/write users/read'));
      expect(await outcome(app, '/any', headers)).toEqual(missing('users/write users/read'));
      expect(await outcome(app, '/group', headers)).toEqual([403, null]);
    }
  });

  it("name the route's own levels and age too, so that one sign-in is enough", async () => {
    const weak = await atEdge({ acr: passkey, auth_time: issuer.now() - 3601 });
    expect(await outcome(edge, '/recent', weak)).toEqual(signInAgain(totp, 300));
    expect(await outcome(edge, '/recent', await atEdge({ acr: totp }))).toEqual(passed);
  });

  it('count for machines, which have no sign-in', async () => {
    const machine = await issuer.machineToken(['users/read']);
    expect(await outcome(edge, '/profile', bearer(machine))).toEqual(passed);
    expect(await outcome(service, '/profile', bearer(machine))).toEqual(passed);
    const forwarded = { 'txn-token': await gateway.machineTxnToken('users', ['users/read']) };
    expect(await outcome(service, '/profile', forwarded)).toEqual(passed);
  });

  it('of a user do not count where a peer calls for them, and those of the peer do', async () => {
    const forUser = async (acr: string, ofPeer: readonly string[]) => ({
      ...bearer(await issuer.machineToken(ofPeer)),
      'txn-token': await gateway.userTxnToken('orders', held, {
        context: { groups: ['support'], acr },
      }),
    });
    const weak = await forUser('urn:cognito:loa:1', ['users/read']);
    expect(await outcome(service, '/profile', weak)).toEqual(passed);
    expect(await seenBy(service, '/closed', weak)).toMatchObject({
      scopes: ['users/write'],
      groups: [],
    });
    const strong = await seenBy(service, '/closed', await forUser(totp, ['users/read']));
    expect(strong).toMatchObject({ scopes: held, groups: ['support'] });
    const powerless = await forUser('urn:cognito:loa:1', ['users/write']);
    expect(await outcome(service, '/profile', powerless)).toEqual(missing('users/read'));
  });
});
