import type { Principal } from '@gatehouse/auth-core';
import { NotAPeerServiceError } from './erasure.errors.js';

/** The services that may call this one directly, by the client id of their machine client. */
export class PeerNames {
  private readonly names: ReadonlyMap<string, string>;

  constructor(names: Readonly<Record<string, string>> = {}) {
    this.names = new Map(Object.entries(names));
  }

  /**
   * The name of the service that calls with its own token and for nobody else.
   *
   * @throws NotAPeerServiceError for any other caller, also for a machine that came through the gateway
   */
  nameOf({ kind, clientId, workload, transaction }: Principal): string {
    const isDirect = kind === 'client' && workload === undefined && transaction === undefined;
    const name = isDirect ? this.names.get(clientId) : undefined;
    if (name === undefined) throw new NotAPeerServiceError();
    return name;
  }
}
