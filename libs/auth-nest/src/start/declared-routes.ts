import type { ScopesByGroup } from '@gatehouse/auth-core';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { declarationsOn, lineageOf } from '../route-requirements.js';
import { declarationFaults } from './declaration-faults.js';
import { routeFaults } from './route-faults.js';
import { routeMethods } from './route-methods.js';

/** What the app declares of its callers is wrong. Its message lists every fault. */
export class RouteDeclarationError extends Error {
  override name = 'RouteDeclarationError';

  constructor(readonly faults: readonly string[]) {
    super(['Routes must say whom they let in:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

interface DeclaredScopes {
  readonly vocabulary: readonly string[];
  /** Tables that grant scopes by group. */
  readonly tables: readonly ScopesByGroup[];
}

/**
 * Checks every route of the app: each declares `@Public()`, `@OptionalAuthentication()` or a requirement; nothing is
 * declared that contradicts itself or can never be met; no scope is named that the vocabulary doesn't know.
 *
 * @throws RouteDeclarationError listing all faults
 */
export function checkDeclaredRoutes(
  discovery: DiscoveryService,
  scanner: MetadataScanner,
  { vocabulary, tables }: DeclaredScopes,
): void {
  const routes = routeMethods(discovery, scanner);
  const faultsOfRoutes = routes.flatMap((route) => {
    const faults = [
      ...declarationFaults(declarationsOn(route.handler), vocabulary),
      ...routeFaults(route),
    ];
    return faults.map((fault) => `${route.controller.name}.${route.name} ${fault}`);
  });
  const classes = new Set(routes.flatMap(({ controller }) => lineageOf(controller)));
  const faultsOfClasses = [...classes].flatMap((controller) =>
    declarationFaults(declarationsOn(controller), vocabulary).map(
      (fault) => `${controller.name} ${fault}`,
    ),
  );
  const faults = [...faultsOfClasses, ...faultsOfRoutes, ...tableFaults(tables, vocabulary)];
  if (faults.length > 0) throw new RouteDeclarationError(faults);
}

function tableFaults(tables: readonly ScopesByGroup[], vocabulary: readonly string[]): string[] {
  const granted = tables.flatMap(({ everyone, byGroup }) => [
    ...everyone,
    ...Object.values(byGroup).flat(),
  ]);
  return [...new Set(granted)]
    .filter((scope) => !vocabulary.includes(scope))
    .map((scope) => `scopesByGroup grants ${scope}, which the vocabulary does not know`);
}
