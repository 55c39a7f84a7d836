import type { Index } from '../domain/store.js';
import { KeyList } from './key-list.js';
import { SortedTexts } from './sorted-texts.js';

const none = new KeyList();

/** One index of a table: the keys of the values that are found by a text. */
export class TableIndex {
  /** Most texts have one key alone, which needs no list. */
  private readonly keys = new Map<string, string | KeyList>();

  /** Made when somebody first asks for a prefix, and kept up from then on. */
  private sorted: SortedTexts | undefined;

  constructor(private readonly definition: Index<never>) {}

  count(text: string): number {
    const found = this.keys.get(text);
    return typeof found === 'string' ? 1 : (found?.size ?? 0);
  }

  keysAfter(text: string, place: number): Iterable<string> {
    const found = this.keys.get(text) ?? none;
    if (typeof found === 'string') return place < 1 ? [found] : [];
    return found.keysAfter(place);
  }

  /** The keys under every text that begins with a prefix, in the order of the texts. */
  *keysByPrefix(prefix: string): Iterable<string> {
    this.sorted ??= new SortedTexts(this.keys.keys());
    for (const text of this.sorted.startingWith(prefix)) yield* this.keysAfter(text, 0);
  }

  placeOf(text: string, key: string): number | undefined {
    const found = this.keys.get(text) ?? none;
    if (typeof found === 'string') return found === key ? 1 : undefined;
    return found.placeOf(key);
  }

  /** Follows a change of the value under a key. Texts it is found by before and after keep their place for it. */
  update(key: string, before: unknown, after: unknown): void {
    const old = this.textsOf(before);
    const wanted = this.textsOf(after);
    for (const text of old) if (!wanted.includes(text)) this.remove(text, key);
    for (const text of wanted) if (!old.includes(text)) this.add(text, key);
  }

  /** A text that the value would be found by and another value is already, where that may not be. */
  takenByOther(key: string, value: unknown): string | undefined {
    if (!this.definition.unique) return undefined;
    return this.textsOf(value).find((text) => {
      const found = this.keys.get(text);
      return found !== undefined && found !== key;
    });
  }

  private textsOf(value: unknown): readonly string[] {
    return value === undefined ? [] : this.definition.keysOf(value as never);
  }

  private add(text: string, key: string): void {
    const found = this.keys.get(text);
    if (found === undefined) {
      this.keys.set(text, key);
      this.sorted?.add(text);
    } else if (typeof found !== 'string') {
      found.add(key);
    } else if (found !== key) {
      const list = new KeyList();
      list.add(found);
      list.add(key);
      this.keys.set(text, list);
    }
  }

  private remove(text: string, key: string): void {
    const found = this.keys.get(text);
    if (found === undefined) return;
    if (typeof found !== 'string') found.delete(key);
    if (found !== key && (typeof found === 'string' || found.size > 0)) return;
    this.keys.delete(text);
    this.sorted?.delete(text);
  }
}
