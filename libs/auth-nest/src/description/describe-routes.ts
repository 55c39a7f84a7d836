import { type INestApplicationContext, RequestMethod } from '@nestjs/common';
import {
  METHOD_METADATA,
  MODULE_PATH,
  PATH_METADATA,
  VERSION_METADATA,
} from '@nestjs/common/constants';
import {
  ApplicationConfig,
  DiscoveryService,
  MetadataScanner,
  type ModuleRef,
  type NestContainer,
} from '@nestjs/core';
import { RoutePathFactory } from '@nestjs/core/router/route-path-factory';
import { requirementsOf, type RouteRequirements } from '../route-requirements.js';
import { RouteDeclarationError } from '../start/declared-routes.js';
import { type RouteMethod, routeMethods } from '../start/route-methods.js';

/** One route of an app, with what its guards demand. */
export interface RouteDescription {
  /** `GET`, `POST` and so on; `*` for all methods. */
  readonly method: string;
  /** As the router takes it, with prefixes and a version in the path: `/v2/orders/:id`. */
  readonly path: string;
  readonly controller: RouteMethod['controller'];
  /** The controller's method. */
  readonly name: string;
  readonly handler: RouteMethod['handler'];
  /** What is in force: the handler's declarations over the class's. */
  readonly requirements: RouteRequirements;
}

/**
 * Every route of the app, in the order Nest has them, told by the very metadata the guards read. Prefix and versioning
 * are those set so far.
 *
 * @param app the app, or the `ModuleRef` of one of its modules
 * @throws RouteDeclarationError for a route that declares nothing
 */
export function describeRoutes(app: INestApplicationContext | ModuleRef): RouteDescription[] {
  // Nest tells the prefix and the versions of an app nowhere else; @nestjs/swagger takes them from here too.
  const { container } = app as unknown as { readonly container: NestContainer };
  const discovery = new DiscoveryService(container.getModules());
  return routeMethods(discovery, new MetadataScanner()).flatMap((route) => {
    const { controller, name, handler } = route;
    const requirements = requirementsOf(handler, controller);
    if (!requirements) throw undeclared(route);
    const requestMethod = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod;
    const method = requestMethod === RequestMethod.ALL ? '*' : RequestMethod[requestMethod];
    return pathsOf(route, requestMethod, container).map((path) => ({
      method,
      path,
      controller,
      name,
      handler,
      requirements,
    }));
  });
}

/** The paths of one method, put together by Nest's own hand (`RoutesResolver` and `RouterExplorer`). */
function pathsOf(
  { controller, handler, module }: RouteMethod,
  requestMethod: RequestMethod,
  container: NestContainer,
): string[] {
  const config = container.applicationConfig ?? new ApplicationConfig();
  const versioningOptions = config.getVersioning();
  const factory = new RoutePathFactory(config);
  const common = {
    globalPrefix: config.getGlobalPrefix(),
    modulePath: modulePath(module, container),
    versioningOptions,
    controllerVersion:
      versioningOptions &&
      (metadata(VERSION_METADATA, controller) ?? versioningOptions.defaultVersion),
    methodVersion: metadata(VERSION_METADATA, handler),
  } as Parameters<RoutePathFactory['create']>[0];
  const paths = listed(metadata(PATH_METADATA, controller)).flatMap((ctrlPath) =>
    listed(metadata(PATH_METADATA, handler)).flatMap((methodPath) =>
      factory.create({ ...common, ctrlPath, methodPath }, requestMethod),
    ),
  );
  return [...new Set(paths)];
}

function modulePath(module: RouteMethod['module'], container: NestContainer): unknown {
  if (!module) return undefined;
  const ofApp = MODULE_PATH + container.getModules().applicationId;
  return metadata(ofApp, module) ?? metadata(MODULE_PATH, module);
}

function metadata(key: string, target: object): unknown {
  return Reflect.getMetadata(key, target);
}

function listed(paths: unknown): string[] {
  const list = Array.isArray(paths) ? (paths as string[]) : [paths as string];
  return list.map((path) => (path.startsWith('/') ? path : `/${path}`));
}

function undeclared({ controller, name }: RouteMethod): RouteDeclarationError {
  return new RouteDeclarationError([`${controller.name}.${name} declares nothing`]);
}
