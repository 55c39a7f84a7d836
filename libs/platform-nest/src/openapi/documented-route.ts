/** A route as the app itself describes it. */
export interface DocumentedRoute {
  readonly method: string;
  /** `/orders/:id`. */
  readonly path: string;
  readonly controller: { readonly name: string };
  /** The controller's method. */
  readonly name: string;
  readonly handler: object;
}

/** What a document says of a route's callers. It is made by whoever knows how they are authenticated. */
export interface RouteAccess {
  readonly security: readonly object[];
  readonly description: string;
  /** Codes of problems by status. */
  readonly refusals: Readonly<Record<number, readonly string[]>>;
  readonly extensions: Readonly<Record<`x-${string}`, unknown>>;
}
