/** Texts in order, in blocks short enough to be cheap to put one into. */
export class SortedTexts {
  private readonly blocks: string[][] = [];

  constructor(texts: Iterable<string>) {
    const sorted = [...texts].sort();
    for (let start = 0; start < sorted.length; start += blockLength)
      this.blocks.push(sorted.slice(start, start + blockLength));
  }

  add(text: string): void {
    const at = Math.max(0, this.blockAfter(text) - 1);
    const block = this.blocks[at];
    if (block === undefined) {
      this.blocks.push([text]);
      return;
    }
    const place = firstFrom(block, text);
    if (block[place] === text) return;
    block.splice(place, 0, text);
    if (block.length > 2 * blockLength) this.blocks.splice(at + 1, 0, block.splice(blockLength));
  }

  delete(text: string): void {
    const at = this.blockAfter(text) - 1;
    const block = this.blocks[at];
    if (block === undefined) return;
    const place = firstFrom(block, text);
    if (block[place] !== text) return;
    block.splice(place, 1);
    if (block.length === 0) this.blocks.splice(at, 1);
  }

  /** Those that begin with a prefix. The texts must not change while they are read. */
  *startingWith(prefix: string): Iterable<string> {
    const first = Math.max(0, this.blockAfter(prefix) - 1);
    for (let at = first; at < this.blocks.length; at++) {
      const block = this.blocks[at] ?? [];
      for (let place = firstFrom(block, prefix); place < block.length; place++) {
        const text = block[place] ?? '';
        if (!text.startsWith(prefix)) return;
        yield text;
      }
    }
  }

  /** The place of the first block that begins after a text. */
  private blockAfter(text: string): number {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.blocks[middle]?.[0] ?? '') <= text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const blockLength = 512;

/** The place of the first text that isn't before the given one, by halving. */
function firstFrom(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
