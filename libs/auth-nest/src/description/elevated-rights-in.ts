import type { ElevatedRights } from '../elevated-rights.js';
import { isOpen, type RouteRequirements } from '../route-requirements.js';
import { callersOf } from './callers.js';

/** The elevated rights that a route demands of users; undefined when it demands none. */
export function elevatedRightsIn(
  requirements: RouteRequirements,
  rights: ElevatedRights | undefined,
): ElevatedRights | undefined {
  if (!rights || isOpen(requirements) || !callersOf(requirements).users) return undefined;
  const { allScopes = [], anyScope = [], groups: demandedGroups = [] } = requirements;
  const demandedScopes = [...allScopes, ...anyScope];
  const scopes = rights.scopes?.filter((scope) => demandedScopes.includes(scope)) ?? [];
  const groups = rights.groups?.filter((group) => demandedGroups.includes(group)) ?? [];
  if (scopes.length === 0 && groups.length === 0) return undefined;
  const { acrValues, maxAuthAgeSeconds } = rights;
  return {
    ...(scopes.length > 0 ? { scopes } : {}),
    ...(groups.length > 0 ? { groups } : {}),
    ...(acrValues ? { acrValues } : {}),
    maxAuthAgeSeconds,
  };
}
