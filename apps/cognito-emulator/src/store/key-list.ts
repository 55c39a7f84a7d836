/**
 * Keys in the order they were added, each with a place that grows from key to key. Reading on after any place takes no
 * longer than finding it, and removing a key changes no other's place.
 */
export class KeyList {
  private entries: { readonly key: string; readonly place: number; gone: boolean }[] = [];
  private readonly byKey = new Map<string, (typeof this.entries)[number]>();
  private lastPlace = 0;

  get size(): number {
    return this.byKey.size;
  }

  placeOf(key: string): number | undefined {
    return this.byKey.get(key)?.place;
  }

  add(key: string): void {
    if (this.byKey.has(key)) return;
    const entry = { key, place: (this.lastPlace += 1), gone: false };
    this.entries.push(entry);
    this.byKey.set(key, entry);
  }

  delete(key: string): void {
    const entry = this.byKey.get(key);
    if (entry === undefined) return;
    entry.gone = true;
    this.byKey.delete(key);
    // A reader underway keeps the list it began with.
    if (this.entries.length > 32 && this.byKey.size < this.entries.length / 2)
      this.entries = this.entries.filter(({ gone }) => !gone);
  }

  *keysAfter(place: number): Iterable<string> {
    const { entries } = this;
    for (let index = firstAfter(entries, place); index < entries.length; index++) {
      const entry = entries[index];
      if (entry !== undefined && !entry.gone) yield entry.key;
    }
  }
}

/** Where the places above the given one begin, by halving. */
function firstAfter(entries: readonly { readonly place: number }[], place: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.place ?? Infinity) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
