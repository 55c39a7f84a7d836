import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a folder of migrations as drizzle-kit would: SQL texts by tag, in order. */
export function writeMigrations(
  folder: string,
  migrations: Readonly<Record<string, string>>,
): void {
  mkdirSync(join(folder, 'meta'), { recursive: true });
  const entries = Object.keys(migrations).map((tag, idx) => ({
    idx,
    version: '7',
    when: 1_700_000_000_000 + idx,
    tag,
    breakpoints: true,
  }));
  const journal = { version: '7', dialect: 'postgresql', entries };
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify(journal));
  for (const [tag, text] of Object.entries(migrations)) {
    writeFileSync(join(folder, `${tag}.sql`), text);
  }
}
