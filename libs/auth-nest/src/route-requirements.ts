/** What a route demands of its caller, as its decorators declare it. */
export interface RouteRequirements {
  readonly public?: boolean;
  readonly authenticated?: boolean;
  readonly allScopes?: readonly string[];
  readonly anyScope?: readonly string[];
  readonly groups?: readonly string[];
  readonly kind?: 'user' | 'client';
  readonly acrValues?: readonly string[];
  readonly maxAuthAgeSeconds?: number;
}

const metadataKey = 'gatehouse:route-requirements';

/** A class or method decorator that adds to what is declared on the same target. */
export function declare(requirements: RouteRequirements): ClassDecorator & MethodDecorator {
  return (target: object, _name?: string | symbol, method?: PropertyDescriptor) => {
    const declared = (method?.value ?? target) as object;
    Reflect.defineMetadata(metadataKey, { ...own(declared), ...requirements }, declared);
  };
}

/**
 * The requirements in force: the handler's over the class's, one by one. A handler's `@Public()` lifts what the
 * class demands; any other demand on the handler closes what the class makes public. Undefined when nothing at
 * all is declared.
 */
export function requirementsOf(
  handler: () => unknown,
  controller: abstract new (...args: never[]) => unknown,
): RouteRequirements | undefined {
  const onHandler = own(handler);
  const onClass = own(controller);
  if (!onHandler) return onClass;
  if (onHandler.public) return onHandler;
  return { ...onClass, public: false, ...onHandler };
}

function own(target: unknown): RouteRequirements | undefined {
  return Reflect.getMetadata(metadataKey, target as object) as RouteRequirements | undefined;
}
