/** What one server takes of a request, and how long it waits for it. */
export interface AppLimits {
  /** Largest body, in bytes; a larger one is 413. */
  readonly bodyLimitBytes: number;
  /** Deepest nesting of objects and arrays in a JSON body, in levels; deeper is 400. */
  readonly jsonLevels: number;
  /** Request line and header fields together, in bytes; more is 431. */
  readonly headBytes: number;
  /** Number of header fields; more is 431. Less than 1,000, beyond which Node drops fields silently. */
  readonly headerFields: number;
  /** The head has to be whole so long after its connection was opened or last used; later is 408. */
  readonly headersMilliseconds: number;
  /** The same for the whole request with its body. */
  readonly requestMilliseconds: number;
  /** Interval between two checks of these times, which are that much longer. Not a setting: it is their resolution. */
  readonly timeoutCheckMilliseconds: number;
  /** A connection without a request ends after so long. */
  readonly idleMilliseconds: number;
  /** Requests in progress may take so long once the server closes; less than the process is given to end. */
  readonly closingMilliseconds: number;
}

/** Bounds that hold for every app unless it sets its own. */
export const appLimits: AppLimits = {
  bodyLimitBytes: 262_144,
  jsonLevels: 32,
  headBytes: 16_384,
  headerFields: 100,
  headersMilliseconds: 10_000,
  requestMilliseconds: 30_000,
  timeoutCheckMilliseconds: 1_000,
  idleMilliseconds: 65_000,
  closingMilliseconds: 20_000,
};

/**
 * What an app behind the gateway takes besides: the gateway adds a Txn-Token and some fields of its own to a head
 * that it took at its full size.
 */
const roomForTrustedHeaders = { headBytes: 16_384, headerFields: 20 } as const;

/** The limits of an app, larger for one that is called by the gateway. */
export function limitsFor(behindGateway: boolean, own: Partial<AppLimits> = {}): AppLimits {
  if (!behindGateway) return { ...appLimits, ...own };
  const { headBytes, headerFields } = roomForTrustedHeaders;
  return {
    ...appLimits,
    headBytes: appLimits.headBytes + headBytes,
    headerFields: appLimits.headerFields + headerFields,
    ...own,
  };
}
