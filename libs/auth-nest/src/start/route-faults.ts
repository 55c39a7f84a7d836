import type { Principal } from '@gatehouse/auth-core';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { currentPrincipal } from '../decorators/current-principal.decorator.js';
import { declaredMethod, requirementsOf, type RouteRequirements } from '../route-requirements.js';
import { userDemands } from './declaration-faults.js';
import type { RouteMethod } from './route-methods.js';

/** What is wrong with a route once the decorators of method and classes are taken together. */
export function routeFaults(route: RouteMethod): string[] {
  const { handler, controller, called, owner, name } = route;
  if (called !== handler) return ['is replaced in the constructor, where its decorators are lost'];
  const declared = declaredMethod(owner, name);
  if (declared !== undefined && declared !== handler) {
    return ['is replaced by another decorator, so that what is declared is lost: put that below'];
  }
  const requirements = requirementsOf(handler, controller);
  if (!requirements) return ['declares nothing: add @Public() or a requirement'];
  return [...machineFaults(requirements), ...parameterFaults(route, requirements)];
}

function machineFaults(requirements: RouteRequirements): string[] {
  if (requirements.kind !== 'client') return [];
  return userDemands(requirements).map((name) => `is for machines, and none meets ${name}`);
}

function parameterFaults(
  { controller, name }: RouteMethod,
  { kind, ...requirements }: RouteRequirements,
): string[] {
  return principalParameters(controller, name).flatMap((asked) => {
    if (requirements.public) return ['is @Public() and asks for the caller, whom it never knows'];
    if (asked === undefined || asked === kind) return [];
    const promise = asked === 'user' ? '@UsersOnly()' : '@MachinesOnly()';
    return [`asks for @CurrentPrincipal('${asked}') and does not declare ${promise}`];
  });
}

/** What each `@CurrentPrincipal()` of a method asks for. */
function principalParameters(
  controller: RouteMethod['controller'],
  name: string,
): (Principal['kind'] | undefined)[] {
  const metadata = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Parameters;
  return Object.values(metadata)
    .filter(({ factory }) => factory === currentPrincipal)
    .map(({ data }) => data);
}

type Parameters = Record<string, { factory?: unknown; data?: Principal['kind'] }>;
