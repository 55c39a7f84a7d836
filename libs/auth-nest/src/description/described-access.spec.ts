import { TestIssuer, useResources } from '@gatehouse/test-kit';
import { All, Controller, Get, type INestApplication } from '@nestjs/common';
import { AuthModule } from '../auth.module.js';
import {
  Authenticated,
  MachinesOnly,
  MaxAuthAge,
  OptionalAuthentication,
  Public,
  RequireAcr,
  RequireAnyScope,
  RequireGroups,
  RequireScopes,
  UsersOnly,
} from '../decorators/requirement.decorators.js';
import type { ElevatedRights } from '../elevated-rights.js';
import { adapters, StartedApp } from '../spec-support/started-app.js';
import { callersOf } from './callers.js';
import { describeRoutes, type RouteDescription } from './describe-routes.js';
import { openApiSecurity, type OperationSecurity } from './openapi-security.js';

const routes: Record<string, MethodDecorator[]> = {
  public: [Public()],
  optional: [OptionalAuthentication()],
  authenticated: [Authenticated()],
  users: [UsersOnly()],
  machines: [MachinesOnly()],
  all: [RequireScopes('a', 'b')],
  any: [RequireAnyScope('a', 'b')],
  both: [RequireScopes('a'), RequireAnyScope('b', 'c')],
  overlapping: [RequireScopes('a'), RequireAnyScope('a', 'b')],
  groups: [RequireGroups('staff', 'boss')],
  scopeAndGroup: [RequireScopes('a'), RequireGroups('staff')],
  level: [RequireAcr('high', 'higher')],
  recent: [MaxAuthAge(300)],
  steppedUp: [UsersOnly(), RequireScopes('a'), RequireAcr('high'), MaxAuthAge(300)],
  machinesWithScope: [MachinesOnly(), RequireScopes('b')],
  elevatedScope: [RequireScopes('c')],
  elevatedOrNot: [RequireAnyScope('b', 'c')],
  elevatedGroup: [RequireGroups('chief', 'boss')],
};

@Controller('own')
@UsersOnly()
@RequireScopes('a')
class OwnController {
  @All('every')
  @RequireScopes('b')
  every() {
    return {};
  }

  @Get('inherited')
  inherited() {
    return {};
  }

  @Get('open')
  @Public()
  open() {
    return {};
  }
}

class RoutesController {}
for (const [name, decorators] of Object.entries(routes)) {
  const descriptor = { value: () => ({}), writable: true, configurable: true };
  Object.defineProperty(RoutesController.prototype, name, descriptor);
  for (const decorate of [Get(name), ...decorators]) {
    decorate(RoutesController.prototype, name, descriptor);
  }
}
Controller()(RoutesController);

const elevatedRights = {
  scopes: ['c'],
  groups: ['chief'],
  acrValues: ['high', 'higher'],
  maxAuthAgeSeconds: 3600,
};

/** All that can matter of a caller. */
interface Caller {
  readonly kind?: 'user' | 'machine';
  readonly scopes: readonly string[];
  readonly groups?: readonly string[];
  readonly acr?: string;
  readonly authAgeSeconds?: number;
}

const scopeSets = [[], ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['ab']];
const callers: Caller[] = [
  { scopes: [] },
  ...scopeSets.map((scopes) => ({ kind: 'user' as const, scopes })),
  ...scopeSets.map((scopes) => ({ kind: 'machine' as const, scopes })),
  ...['high', 'low', undefined].flatMap((acr) =>
    [0, 10_000].map((authAgeSeconds) => ({
      kind: 'user' as const,
      scopes: ['c'],
      groups: ['chief'],
      acr,
      authAgeSeconds,
    })),
  ),
  ...[['staff'], ['boss'], ['other']].map((groups) => ({
    kind: 'user' as const,
    scopes: ['a'],
    groups,
  })),
  ...['high', 'higher', 'low'].flatMap((acr) =>
    [0, 10_000].map((authAgeSeconds) => ({
      kind: 'user' as const,
      scopes: ['a'],
      acr,
      authAgeSeconds,
    })),
  ),
];

describe.each(adapters)('what is said of callers on %s', (_name, adapter) => {
  const resources = useResources();
  let issuer: TestIssuer;
  let app: StartedApp;
  let described: RouteDescription[];
  const scopes = { a: 'A', b: 'B', c: 'C' };
  const oauth = { authorizationUrl: 'https://id/authorize', tokenUrl: 'https://id/token' };
  const { operation } = openApiSecurity({ scopes, oauth, elevatedRights });

  beforeAll(async () => {
    issuer = await resources.add(TestIssuer.start());
    const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
    const pools = [{ issuer: name, jwksUri, clientIds: [clientId, machineClientId] }];
    const scopeVocabulary = Object.keys(scopes);
    app = await resources.add(
      StartedApp.start({
        auth: AuthModule.forRoot({ scopeVocabulary, elevatedRights, accessTokens: { pools } }),
        controllers: [OwnController, RoutesController],
        adapter: adapter(),
        prepare: (nest: INestApplication) => (described = describeRoutes(nest)),
      }),
    );
  });

  async function headersOf(caller: Caller): Promise<string[]> {
    if (!caller.kind) return [];
    const { scopes: held, groups, acr, authAgeSeconds = 0 } = caller;
    const claims = { 'cognito:groups': groups, acr, auth_time: issuer.now() - authAgeSeconds };
    const token =
      caller.kind === 'user'
        ? await issuer.userToken(held, { claims })
        : await issuer.machineToken(held);
    return ['Authorization', `Bearer ${token}`];
  }

  /** Each route as each caller finds it. */
  async function answers() {
    const found = [];
    for (const caller of callers) {
      const headers = await headersOf(caller);
      for (const route of described) {
        const method = route.method === '*' ? 'POST' : route.method;
        const { status, body } = await app.raw(method, route.path, headers);
        found.push({ caller, route, status, code: (body as { code?: string }).code });
      }
    }
    return found;
  }

  it('is what they find, in the description and in the document', async () => {
    const found = await answers();
    expect(found).toHaveLength(callers.length * 21);
    expect([...new Set(found.map(({ status }) => status))].sort()).toEqual([200, 401, 403]);
    for (const { caller, route, status, code = '' } of found) {
      const said = operation(route.requirements);
      const place = `${JSON.stringify(caller)} at ${route.path}`;
      const isIn = status < 300;
      expect([place, meets(caller, route)]).toEqual([place, isIn]);
      expect([place, meetsDocument(caller, said)]).toEqual([place, isIn]);
      if (!isIn)
        expect([place, said.refusals[status]]).toEqual([place, expect.arrayContaining([code])]);
    }
  });
});

function meets(caller: Caller, { requirements }: RouteDescription): boolean {
  const { anyone, users, machines } = callersOf(requirements);
  if (anyone) return true;
  if (caller.kind === 'user' ? !users : !(caller.kind && machines)) return false;
  const { allScopes = [], anyScope, groups, acrValues, maxAuthAgeSeconds } = requirements;
  const counted = withCountedRights(caller, elevatedRights);
  return (
    allScopes.every((scope) => counted.scopes.includes(scope)) &&
    (anyScope?.some((scope) => counted.scopes.includes(scope)) ?? true) &&
    holds(counted, { groups, acrValues, maxAuthAgeSeconds })
  );
}

/** The caller without the rights that take a better sign-in than theirs. */
function withCountedRights(
  caller: Caller,
  { scopes = [], groups = [], ...signIn }: Partial<ElevatedRights>,
): Caller {
  if (caller.kind !== 'user' || holds(caller, signIn)) return caller;
  return {
    ...caller,
    scopes: caller.scopes.filter((scope) => !scopes.includes(scope)),
    groups: caller.groups?.filter((group) => !groups.includes(group)),
  };
}

/** Reads what the document says as its readers do. */
function meetsDocument(anyone: Caller, { security, extensions }: OperationSecurity): boolean {
  const elevated = extensions['x-elevated-rights'] as Partial<ElevatedRights> | undefined;
  const caller = withCountedRights(anyone, elevated ?? {});
  if (security.length === 0 || security.some((one) => Object.keys(one).length === 0)) return true;
  const allowed: unknown = extensions['x-caller'];
  if (caller.kind === undefined || (allowed !== undefined && allowed !== caller.kind)) return false;
  const bearers = ['accessToken', 'cognito'].map((scheme) =>
    security
      .flatMap((alternative) => (scheme in alternative ? [alternative[scheme]!] : []))
      .some((needed) => needed.every((scope) => caller.scopes.includes(scope))),
  );
  if (bearers[0] !== bearers[1]) throw new Error('the two schemes differ');
  const groups = extensions['x-groups'] as string[] | undefined;
  const stepUp = extensions['x-step-up'] as
    { acrValues?: string[]; maxAuthAgeSeconds?: number } | undefined;
  return bearers[0]! && holds(caller, { groups, ...stepUp });
}

interface UserDemands {
  readonly groups?: readonly string[];
  readonly acrValues?: readonly string[];
  readonly maxAuthAgeSeconds?: number;
}

function holds(caller: Caller, { groups, acrValues, maxAuthAgeSeconds }: UserDemands): boolean {
  return (
    (groups?.some((group) => caller.groups?.includes(group)) ?? true) &&
    (acrValues?.includes(caller.acr ?? '') ?? true) &&
    (maxAuthAgeSeconds === undefined || (caller.authAgeSeconds ?? 0) <= maxAuthAgeSeconds)
  );
}
