#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';

/**
 * Loading hundreds of files takes most of a start, so a build leaves one file with all of them beside these, named after
 * what it was made of. It isn't used once they have been compiled anew without it.
 */
const here = (name: string) => new URL(name, import.meta.url);
const bundle = here(`command-${buildName()}.js`);
await import(existsSync(bundle) ? bundle.href : './command.js');

function buildName(): string {
  try {
    return readFileSync(here('.build'), 'utf8');
  } catch {
    return 'unknown';
  }
}
