/** What sort of fault it is, in no protocol's words; each protocol maps it to its own. */
export type FaultKind =
  'invalid' | 'not_found' | 'conflict' | 'forbidden' | 'refused' | 'unavailable';

/** A fault an app foresees. `code` is a stable word for programs; `publicMessage` may be shown to anyone. */
export abstract class DomainError extends Error {
  abstract readonly kind: FaultKind;
  abstract readonly code: string;

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
