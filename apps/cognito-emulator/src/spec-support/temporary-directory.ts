import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory that is gone after the file's specs. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'cognito-emulator-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
