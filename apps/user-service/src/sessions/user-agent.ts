import type { AuthenticatedRequest } from '@gatehouse/auth-nest';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

const longest = 200;

/**
 * The `User-Agent` (RFC 9110 §10.1.5) as it is stored: its visible ASCII characters, at most 200, since a caller decides
 * what it says.
 *
 * @returns null for none
 */
export function userAgentOf({ headers }: Pick<AuthenticatedRequest, 'headers'>): string | null {
  const sent = String(headers['user-agent'] ?? '');
  const visible = sent
    .slice(0, longest)
    .replace(/[^\x20-\x7E]/g, '?')
    .trim();
  return visible === '' ? null : visible;
}

/** The caller's `User-Agent`, null for none. */
export const UserAgent = createParamDecorator((_: unknown, context: ExecutionContext) =>
  userAgentOf(context.switchToHttp().getRequest<AuthenticatedRequest>()),
);
