import { type Type } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type RouteRequirements, requirementsOf } from './route-requirements.js';

/** The routes are declared badly. Its message lists every fault. */
export class RouteDeclarationError extends Error {
  override name = 'RouteDeclarationError';

  constructor(readonly faults: readonly string[]) {
    super(['Routes must say whom they let in:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/**
 * Checks every route of the app: each declares `@Public()` or a requirement, and asks for no scope that the
 * vocabulary doesn't know.
 *
 * @throws RouteDeclarationError listing all faults
 */
export function checkDeclaredRoutes(
  discovery: DiscoveryService,
  scanner: MetadataScanner,
  vocabulary: readonly string[],
): void {
  const faults: string[] = [];
  for (const { metatype, instance } of discovery.getControllers()) {
    const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown> | null;
    if (!metatype || !prototype) continue;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name];
      if (!handler || !Reflect.hasMetadata(PATH_METADATA, handler)) continue;
      const requirements = requirementsOf(handler, metatype as Type);
      for (const fault of faultsOf(requirements, vocabulary))
        faults.push(`${metatype.name}.${name} ${fault}`);
    }
  }
  if (faults.length > 0) throw new RouteDeclarationError(faults);
}

function faultsOf(
  requirements: RouteRequirements | undefined,
  vocabulary: readonly string[],
): string[] {
  if (!requirements) return ['declares nothing: add @Public() or a requirement'];
  return [...(requirements.allScopes ?? []), ...(requirements.anyScope ?? [])]
    .filter((scope) => !vocabulary.includes(scope))
    .map((scope) => `asks for the scope ${scope}, which the vocabulary does not know`);
}
