import type { RevocationMessage } from '@gatehouse/contracts';

/** Somewhere revocations are told: a gateway, or what all gateways listen to. */
export interface RevocationTarget {
  /** For the log. */
  readonly name: string;
  /**
   * Tells it, and gives what names its memory: another name than last time, and it knows nothing of what it was told
   * before. Told the same again it changes nothing. Ends, one way or the other, within a second.
   *
   * @throws Error when it can't be told now
   */
  tell(revocations: readonly RevocationMessage[]): Promise<string>;
  close(): Promise<void>;
}
