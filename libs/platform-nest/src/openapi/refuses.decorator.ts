import type { DomainError } from '@gatehouse/platform-core';

/** An error, or its class where that needs nothing to be made. */
export type DeclaredRefusal = DomainError | (new () => DomainError);

const refusalsKey = 'gatehouse:refusals';

/** The errors of a method its callers should know of, besides those of its guards and pipes. It may stand repeatedly. */
export function Refuses(...refusals: readonly DeclaredRefusal[]): MethodDecorator {
  return (_prototype, _name, descriptor) => {
    const handler = descriptor.value as object;
    Reflect.defineMetadata(refusalsKey, [...refusals, ...metadataOf(handler)], handler);
  };
}

/** The errors a handler is declared to end with. */
export function declaredRefusals(handler: object): readonly DomainError[] {
  return metadataOf(handler).map((refusal) =>
    typeof refusal === 'function' ? new refusal() : refusal,
  );
}

function metadataOf(handler: object): readonly DeclaredRefusal[] {
  return (Reflect.getMetadata(refusalsKey, handler) ?? []) as readonly DeclaredRefusal[];
}
