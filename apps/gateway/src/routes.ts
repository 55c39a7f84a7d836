import {
  type Access,
  type ServiceName,
  services,
  type VariablePrefix,
  variablePrefix,
} from '@gatehouse/services';

/** An upstream by its name, which is the audience of Txn-Tokens made for it. */
export type UpstreamName = ServiceName;

/** The settings that hold the addresses of upstreams. */
export const upstreams = Object.fromEntries(
  services.map(({ name }) => [name, `${variablePrefix(name)}_URL`]),
) as { readonly [Name in UpstreamName]: `${VariablePrefix<Name>}_URL` };

export interface Route {
  /** First path segment. */
  readonly prefix: string;
  readonly upstream: UpstreamName;
  readonly access: Access;
}

/**
 * What the gateway forwards where, from the table of services. It knows upstreams, not endpoints: what an endpoint
 * requires is declared on its method in the service. A prefix that is not here does not exist.
 */
export const routes: readonly Route[] = services.flatMap(({ name, routes: own }) =>
  own.map((route) => ({ ...route, upstream: name })),
);

/** Whether callers reach this path of that upstream. */
export function isForwarded(path: string, upstream: UpstreamName): boolean {
  return routes.some((route) => route.upstream === upstream && covers(route, path));
}

function covers({ prefix, access }: Route, path: string): boolean {
  if (typeof access !== 'string') {
    return access.publicPaths.some((publicPath) => path === `/${prefix}/${publicPath}`);
  }
  return path === `/${prefix}` || path.startsWith(`/${prefix}/`);
}
