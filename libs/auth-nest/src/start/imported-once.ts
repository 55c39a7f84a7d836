import type { Type } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import { AuthOptionsError } from './auth-options-error.js';

/**
 * Two of them would ask every caller twice, and let in only whom both let in.
 *
 * @throws AuthOptionsError when the app imports the module more than once, with options of their own
 */
export function checkImportedOnce(module: Type, discovery: DiscoveryService): void {
  const found = discovery.getProviders().filter(({ metatype }) => metatype === module);
  if (found.length <= 1) return;
  throw new AuthOptionsError([
    `${module.name} is imported ${found.length} times: import it once, with all pools in its options`,
  ]);
}
