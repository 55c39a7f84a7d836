import type { ElevatedRights } from '../elevated-rights.js';
import { isOpen, type RouteRequirements } from '../route-requirements.js';
import { callersOf } from './callers.js';

/** The elevated rights that a route demands of users; undefined when it demands none. */
export function elevatedRightsIn(
  requirements: RouteRequirements,
  rights: ElevatedRights | undefined,
): ElevatedRights | undefined {
  if (!rights || isOpen(requirements) || !callersOf(requirements).users) return undefined;
  const { allScopes = [], anyScope = [], groups } = requirements;
  const demanded = {
    ...listed('scopes', common(rights.scopes, [...allScopes, ...anyScope])),
    ...listed('groups', common(rights.groups, groups)),
  };
  if (Object.keys(demanded).length === 0) return undefined;
  const { acrValues = [], maxAuthAgeSeconds } = rights;
  return { ...demanded, ...listed('acrValues', acrValues), maxAuthAgeSeconds };
}

function common(some: readonly string[] = [], others: readonly string[] = []): string[] {
  return some.filter((one) => others.includes(one));
}

/** A member for a list that is not empty. */
function listed(name: keyof ElevatedRights, values: readonly string[]) {
  return values.length > 0 ? { [name]: values } : {};
}
