import type { RevocationMessage } from '@gatehouse/contracts';

/** A receiver of revocations: a gateway, or a server that all gateways listen to. */
export interface RevocationTarget {
  /** For the log. */
  readonly name: string;
  /** Begins to connect, for a target that keeps a connection. */
  open?(): void;
  /**
   * Sends revocations. Sending one again changes nothing. Settles within a second.
   *
   * @param replaced entries that those sent took the place of, so that the target can remove them
   * @returns the name of the target's memory; another name than before means that the target lost what it had
   * @throws Error when the target cannot be reached or rejects a revocation
   */
  send(
    revocations: readonly RevocationMessage[],
    replaced?: readonly RevocationMessage[],
  ): Promise<string>;
  /** Tells a target that it now has everything that was in force when its memory was found empty. */
  complete?(): Promise<void>;
  close(): Promise<void>;
}
