import { PATH_METADATA } from '@nestjs/common/constants';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';

type Method = (...args: never[]) => unknown;
type Class = abstract new (...args: never[]) => unknown;

/** One method of a controller that Nest makes a route of. */
export interface RouteMethod {
  readonly controller: Class;
  readonly name: string;
  /** The class that has the method, the controller or one it extends, by its prototype. */
  readonly owner: object;
  readonly handler: Method;
  /** What Nest calls: the controller's own, where it has put something over the method. */
  readonly called: unknown;
  /** The module the controller is in. */
  readonly module: Class | undefined;
}

/** Every method of the app that Nest makes a route of, in the order Nest finds them. */
export function routeMethods(discovery: DiscoveryService, scanner: MetadataScanner): RouteMethod[] {
  return discovery.getControllers().flatMap(({ metatype, instance, host }) => {
    const controller = metatype as Class | null;
    if (!controller) return [];
    const methods = (instance ?? controller.prototype) as Readonly<Record<string, unknown>>;
    const module = host?.metatype;
    return scanner.getAllMethodNames(controller.prototype as object).flatMap((name) => {
      const owner = ownerOf(controller.prototype as object, name);
      const handler = (owner as Readonly<Record<string, Method>>)[name];
      if (!handler || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
      return [{ controller, name, owner, handler, called: methods[name], module }];
    });
  });
}

function ownerOf(prototype: object, name: string): object {
  if (Object.hasOwn(prototype, name)) return prototype;
  return ownerOf(Object.getPrototypeOf(prototype) as object, name);
}
