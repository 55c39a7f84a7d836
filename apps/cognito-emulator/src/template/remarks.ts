/** What is in templates and not acted on, each said in one sentence and once. */
export class Remarks {
  private readonly said = new Set<string>();

  say(sentence: string): void {
    this.said.add(sentence);
  }

  all(): readonly string[] {
    return [...this.said];
  }
}
