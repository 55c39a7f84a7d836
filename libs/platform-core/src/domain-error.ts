/** What sort of fault it is, in no protocol's words; each protocol maps it to its own. */
export type FaultKind =
  | 'invalid'
  | 'unprocessable'
  | 'not_found'
  | 'conflict'
  | 'forbidden'
  | 'refused'
  | 'limited'
  | 'unavailable';

/** A fault an app foresees. `code` is a stable word for programs; `publicMessage` may be shown to anyone. */
export abstract class DomainError extends Error {
  abstract readonly kind: FaultKind;
  abstract readonly code: string;
  /** After how many seconds another try may succeed, where that is known. */
  readonly retryAfterSeconds?: number;
  /** A stable word for the log, where it must be more exact than the `code` that callers see. */
  readonly logReason?: string;
  /** What else the caller needs to go on; shown to anyone, like `publicMessage`. */
  readonly details?: Readonly<Record<string, string>>;

  constructor(
    readonly publicMessage: string,
    options?: ErrorOptions,
  ) {
    super(publicMessage, options);
  }

  override get name(): string {
    return this.constructor.name;
  }
}
