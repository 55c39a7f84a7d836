import { execFile } from 'node:child_process';
import { cp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Puts a text in the place of a file's. */
export type Save = (path: string, text: string) => Promise<void>;

/** `mv`, and editors that write a new file and rename it. */
export const byRename: Save = async (path, text) => {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
};

/** How programs save files. */
export const saves: Readonly<Record<string, Save>> = {
  'a write in place': (path, text) => writeFile(path, text),
  'a rename over it': byRename,
  'a rename that keeps the old file (vim)': async (path, text) => {
    await rename(path, `${path}~`);
    await writeFile(path, text);
    await rm(`${path}~`);
  },
  'two renames (safe write of JetBrains)': async (path, text) => {
    await writeFile(`${path}___jb_tmp___`, text);
    await rename(path, `${path}___jb_old___`);
    await rename(`${path}___jb_tmp___`, path);
    await rm(`${path}___jb_old___`);
  },
  'removal and a new file (git checkout)': async (path, text) => {
    await rm(path);
    await writeFile(path, text);
  },
  'sed -i': async (path, text) => {
    const escaped = text.trimEnd().replaceAll(/[\\&|\n]/g, '\\$&');
    await run('sed', ['-i.bak', `1,$c\\\n${escaped}`, path]);
    await rm(`${path}.bak`);
  },
  'a new folder in the place of its own': async (path, text) => {
    const folder = dirname(path);
    await cp(folder, `${folder}.new`, { recursive: true });
    await writeFile(path.replace(folder, `${folder}.new`), text);
    await rename(folder, `${folder}.old`);
    await rename(`${folder}.new`, folder);
    await rm(`${folder}.old`, { recursive: true });
  },
};
