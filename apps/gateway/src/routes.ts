/**
 * What the gateway forwards where. It knows upstreams, not endpoints: what an endpoint demands is declared on its
 * method in the service. A prefix that isn't here doesn't exist.
 */

/** Each upstream by its name, the audience of Txn-Tokens made for it, with the variable that holds its address. */
export const upstreams = {
  'order-service': 'ORDER_SERVICE_URL',
  'user-service': 'USER_SERVICE_URL',
} as const;

export type UpstreamName = keyof typeof upstreams;

/**
 * Who gets through: `authenticated`, any verified caller; `account`, users, with a response that survives the end of
 * the session that the request ends; or anyone, on exactly the given paths.
 */
export type Access = 'authenticated' | 'account' | { readonly publicPaths: readonly string[] };

export interface Route {
  /** First path segment. */
  readonly prefix: string;
  readonly upstream: UpstreamName;
  readonly access: Access;
}

const signInPaths = ['sign-up', 'confirm', 'resend-code', 'token', 'refresh'];

export const routes: readonly Route[] = [
  { prefix: 'auth', upstream: 'user-service', access: { publicPaths: signInPaths } },
  { prefix: 'account', upstream: 'user-service', access: 'account' },
  { prefix: 'users', upstream: 'user-service', access: 'authenticated' },
  { prefix: 'orders', upstream: 'order-service', access: 'authenticated' },
];

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
