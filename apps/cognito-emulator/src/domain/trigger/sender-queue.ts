import { forgetOldest } from '../attempts.js';
import type { Change, Collection, Store } from '../store.js';

const mostWaiting = 1_000;

/**
 * Calls functions that send messages once what the messages tell about is kept: Cognito doesn't wait for them, and what
 * they fail with is nobody's answer (developer guide, "Things to know about Lambda triggers").
 */
export class SenderQueue {
  /** By the change that keeps the message. */
  private readonly waiting = new Map<string, { readonly kept: Change; readonly send: Send }>();
  private readonly watched = new Set<string>();
  private count = 0;

  constructor(private readonly store: Store) {}

  /** @param kept the change that keeps the message; when it is made, the function is called. */
  sendOnce(kept: Change, send: Send): void {
    this.watch(kept);
    this.count += 1;
    this.waiting.set(this.count.toString(), { kept, send });
    forgetOldest(this.waiting, mostWaiting);
  }

  private watch({ collection }: Change): void {
    if (this.watched.has(collection.name)) return;
    this.watched.add(collection.name);
    this.store.watch(collection, () => {
      this.sendKept();
    });
  }

  private sendKept(): void {
    for (const [id, { kept, send }] of this.waiting) {
      const collection = kept.collection as Collection<unknown>;
      if (this.store.get(collection, kept.key) !== kept.value) continue;
      this.waiting.delete(id);
      // What fails is in the log of the function.
      void Promise.allSettled([send()]);
    }
  }
}

type Send = () => Promise<void>;
