import 'reflect-metadata';
import {
  Authenticated,
  OptionalAuthentication,
  Public,
  RequireAnyScope,
  RequireScopes,
  UsersOnly,
} from './decorators/requirement.decorators.js';
import { type RouteRequirements, requirementsOf } from './route-requirements.js';

type Decorator = ClassDecorator & MethodDecorator;

/** The requirements of a method decorated so, in a class decorated so, that extends one decorated so. */
function requirements(handler: Decorator[], onClass: Decorator[], onBase: Decorator[] = []) {
  class Base {}
  class Routes extends Base {
    route() {
      return {};
    }
  }
  for (const decorate of onBase) decorate(Base);
  for (const decorate of onClass) decorate(Routes);
  const descriptor = Object.getOwnPropertyDescriptor(Routes.prototype, 'route')!;
  for (const decorate of handler) decorate(Routes.prototype, 'route', descriptor);
  return requirementsOf(descriptor.value as () => unknown, Routes);
}

const declared = {
  nothing: [],
  public: [Public()],
  optional: [OptionalAuthentication()],
  authenticated: [Authenticated()],
  users: [UsersOnly()],
} as const;
type Declared = keyof typeof declared;

const open: RouteRequirements = { public: true };
const optional: RouteRequirements = { optionalAuthentication: true };
const authenticated: RouteRequirements = { authenticated: true };
const users: RouteRequirements = { kind: 'user' };

describe('what is in force', () => {
  it.each<[onClass: Declared, onHandler: Declared, expected: RouteRequirements | undefined]>([
    ['nothing', 'nothing', undefined],
    ['nothing', 'public', open],
    ['nothing', 'optional', optional],
    ['nothing', 'authenticated', authenticated],
    ['nothing', 'users', users],
    ['public', 'nothing', open],
    ['public', 'public', open],
    ['public', 'optional', optional],
    ['public', 'authenticated', authenticated],
    ['public', 'users', users],
    ['optional', 'nothing', optional],
    ['optional', 'public', open],
    ['optional', 'optional', optional],
    ['optional', 'authenticated', authenticated],
    ['optional', 'users', users],
    ['authenticated', 'nothing', authenticated],
    ['authenticated', 'public', open],
    ['authenticated', 'optional', optional],
    ['authenticated', 'authenticated', authenticated],
    ['authenticated', 'users', { ...authenticated, ...users }],
    ['users', 'nothing', users],
    ['users', 'public', open],
    ['users', 'optional', optional],
    ['users', 'authenticated', { ...users, ...authenticated }],
    ['users', 'users', users],
  ])('with %s on the class and %s on the handler is %j', (onClass, onHandler, expected) => {
    const handler = [...declared[onHandler]];
    expect(requirements(handler, [...declared[onClass]])).toEqual(expected);
    expect(requirements(handler, [], [...declared[onClass]])).toEqual(expected);
    expect(requirements([], handler, [...declared[onClass]])).toEqual(expected);
  });

  it('replaces one requirement and keeps the others', () => {
    const onClass = [UsersOnly(), RequireScopes('orders/read')];
    expect(requirements([RequireScopes('orders/write')], onClass)).toEqual({
      kind: 'user',
      allScopes: ['orders/write'],
    });
    expect(requirements([RequireAnyScope('a', 'b')], onClass)).toEqual({
      kind: 'user',
      allScopes: ['orders/read'],
      anyScope: ['a', 'b'],
    });
  });

  it('is closed where one target declares both', () => {
    expect(requirements([Public(), UsersOnly()], [])).toEqual(users);
    expect(requirements([UsersOnly(), OptionalAuthentication()], [])).toEqual(users);
  });
});
