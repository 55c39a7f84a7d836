import type { ExecutionContext } from '@nestjs/common';

/** What a route demands of its caller, as its decorators declare it. */
export interface RouteRequirements {
  /** Credentials aren't looked at. */
  readonly public?: boolean;
  /** A caller may show none; those shown must be good. */
  readonly optionalAuthentication?: boolean;
  readonly authenticated?: boolean;
  readonly allScopes?: readonly string[];
  readonly anyScope?: readonly string[];
  readonly groups?: readonly string[];
  readonly kind?: 'user' | 'client';
  /** No peer may call for the caller. */
  readonly peers?: false;
  readonly acrValues?: readonly string[];
  readonly maxAuthAgeSeconds?: number;
}

type Handler = (...args: never[]) => unknown;
type Controller = abstract new (...args: never[]) => unknown;

const declarationsKey = 'gatehouse:route-requirements';
const declaredMethodKey = 'gatehouse:declared-method';

/** A class or method decorator that adds to what is declared on the same target. */
export function declare(requirements: RouteRequirements): ClassDecorator & MethodDecorator {
  return (target: object, name?: string | symbol, method?: PropertyDescriptor) => {
    const declared = (method?.value ?? target) as object;
    const declarations = [...declarationsOn(declared), requirements];
    Reflect.defineMetadata(declarationsKey, declarations, declared);
    if (name !== undefined) Reflect.defineMetadata(declaredMethodKey, declared, target, name);
  };
}

/** What each decorator on this very class or method declares. */
export function declarationsOn(target: object): readonly RouteRequirements[] {
  return (Reflect.getOwnMetadata(declarationsKey, target) ?? []) as readonly RouteRequirements[];
}

/** The method a prototype's decorators were put on, which another decorator may have replaced since. */
export function declaredMethod(prototype: object, name: string): unknown {
  return Reflect.getOwnMetadata(declaredMethodKey, prototype, name);
}

/** A class and those it extends, the furthest first. */
export function lineageOf(controller: Controller): Controller[] {
  const parent: unknown = Object.getPrototypeOf(controller);
  const isRoot = typeof parent !== 'function' || parent === Function.prototype;
  return isRoot ? [controller] : [...lineageOf(parent as Controller), controller];
}

/**
 * The requirements in force: the handler's over the class's, a class's over those of the class it extends, one by one.
 * A nearer `@Public()` or `@OptionalAuthentication()` lifts what is demanded further off; any nearer demand closes what
 * is open further off. Undefined when nothing at all is declared.
 */
export function requirementsOf(
  handler: Handler,
  controller: Controller,
): RouteRequirements | undefined {
  return [...lineageOf(controller), handler]
    .map((target) => declaredOn(target))
    .reduce((further, nearer) => combined(further, nearer), undefined);
}

/** The requirements of the route being answered. */
export function requirementsIn(context: ExecutionContext): RouteRequirements | undefined {
  return requirementsOf(context.getHandler() as Handler, context.getClass());
}

/** Open to callers that show nothing. */
export function isOpen(requirements: RouteRequirements): boolean {
  return !!requirements.public || !!requirements.optionalAuthentication;
}

/** All of one target together. What is declared open and closed at once, which stops the start, counts as closed. */
function declaredOn(target: object): RouteRequirements | undefined {
  const declarations = declarationsOn(target);
  const demands = declarations.filter((declaration) => !isOpen(declaration));
  const inForce = demands.length > 0 ? demands : declarations;
  return inForce.reduce<RouteRequirements | undefined>(
    (all, one) => ({ ...all, ...one }),
    undefined,
  );
}

function combined(
  further: RouteRequirements | undefined,
  nearer: RouteRequirements | undefined,
): RouteRequirements | undefined {
  if (!further || !nearer) return nearer ?? further;
  return isOpen(further) || isOpen(nearer) ? nearer : { ...further, ...nearer };
}
