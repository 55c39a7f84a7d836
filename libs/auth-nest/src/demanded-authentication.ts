import type { ExecutionContext } from '@nestjs/common';
import { requirementsIn } from './route-requirements.js';

/** A handler of another protocol than HTTP was reached. No credential can be read there, so it stays closed. */
export class UnsupportedContextError extends Error {
  override name = 'UnsupportedContextError';

  constructor(contextType: string, handler: string) {
    super(
      `${handler} is called by ${contextType}, where callers can't be authenticated: it is closed unless it declares @Public()`,
    );
  }
}

/**
 * Whether the route being called lets anyone in unseen, looks at what is shown, or demands a credential.
 *
 * @throws UnsupportedContextError for a handler of WebSockets, microservices or GraphQL that isn't public
 */
export function demandedAuthentication(context: ExecutionContext): 'none' | 'optional' | 'full' {
  const requirements = requirementsIn(context);
  if (requirements?.public) return 'none';
  const type: string = context.getType();
  if (type !== 'http') {
    const handler = `${context.getClass().name}.${context.getHandler().name}`;
    throw new UnsupportedContextError(type, handler);
  }
  return requirements?.optionalAuthentication ? 'optional' : 'full';
}
