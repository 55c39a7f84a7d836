import { ForwardingError } from '../forwarding-error.js';
import type { ArrivingBody } from './body-progress.js';
import type { BodyLimits } from './body-limits.js';

/** A body in memory, incomplete at first. */
export interface StoredBody extends ArrivingBody {
  /** The network address that it comes from. */
  readonly address: string;
  /** Bytes of memory reserved for it. */
  readonly reserved: number;
}

interface AddressLoad {
  readonly bodies: Set<StoredBody>;
  bytes: number;
}

/**
 * The memory that all request bodies share. When a limit is reached, the oldest incomplete body gives way to the new
 * one: an honest body is complete in a moment, so callers that keep theirs open displace each other and nobody else.
 */
export class BodyMemory {
  /** Bytes in use, by complete bodies too. */
  used = 0;
  /** Bodies that are incomplete. */
  incomplete = 0;
  private readonly byAddress = new Map<string, AddressLoad>();

  constructor(private readonly limits: Pick<BodyLimits, 'memoryBytes' | 'incompletePerAddress'>) {}

  /** Adds an incomplete body; the oldest of its address fails when there are too many. */
  add(body: StoredBody): void {
    const load = this.byAddress.get(body.address) ?? { bodies: new Set(), bytes: 0 };
    this.byAddress.set(body.address, load);
    if (load.bodies.size >= this.limits.incompletePerAddress) {
      const [oldest] = load.bodies;
      oldest?.fail(new ForwardingError('too_many_incomplete_bodies'));
      this.byAddress.set(body.address, load);
    }
    load.bodies.add(body);
    this.incomplete += 1;
  }

  /**
   * Reserves memory for a chunk of an incomplete body.
   *
   * @returns whether there is memory; the body itself may have been the one to give way
   */
  reserve(body: StoredBody, bytes: number): boolean {
    while (this.used + bytes > this.limits.memoryBytes) {
      const [oldest] = this.heaviest()?.bodies ?? [];
      if (!oldest) return false;
      oldest.fail(new ForwardingError('body_memory_exhausted'));
      if (oldest === body) return false;
    }
    const load = this.byAddress.get(body.address);
    if (!load?.bodies.has(body)) return false;
    this.used += bytes;
    load.bytes += bytes;
    return true;
  }

  /** The body is complete, or failed. Its memory stays reserved until it is released. */
  remove(body: StoredBody): void {
    const load = this.byAddress.get(body.address);
    if (!load?.bodies.delete(body)) return;
    this.incomplete -= 1;
    load.bytes -= body.reserved;
    if (load.bodies.size === 0) this.byAddress.delete(body.address);
  }

  release(bytes: number): void {
    this.used -= bytes;
  }

  /** The address whose incomplete bodies hold the most. Searched for only when the memory is used up. */
  private heaviest(): AddressLoad | undefined {
    let heaviest: AddressLoad | undefined;
    for (const load of this.byAddress.values()) {
      if (!heaviest || load.bytes > heaviest.bytes) heaviest = load;
    }
    return heaviest;
  }
}
