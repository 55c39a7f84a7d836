import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What a library's README tells its reader to do. */
export class Readme {
  private constructor(private readonly text: string) {}

  /** @param folder such as `libs/auth-core` */
  static async of(folder: string): Promise<Readme> {
    const file = new URL(`../../../${folder}/README.md`, import.meta.url);
    return new Readme(await readFile(fileURLToPath(file), 'utf8'));
  }

  /** The code blocks whose first line names a file, by that name. */
  get files(): ReadonlyMap<string, string> {
    const blocks = this.text.matchAll(
      /^```(?:ts|js|json|yaml)\n(?:\/\/|#) (\S+)\n([\s\S]*?)^```$/gm,
    );
    return new Map([...blocks].map(([, name = '', code = '']) => [name, code]));
  }

  /** What its `npm install` lines name, such as `@nestjs/core@12`. */
  get installed(): readonly string[] {
    const lines = [...this.text.matchAll(/^npm install (.+)$/gm)].map(([, names = '']) => names);
    return lines.flatMap((names) => names.split(' ')).filter((name) => !name.startsWith('-'));
  }
}
