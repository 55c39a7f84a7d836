import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useResources } from '@gatehouse/test-kit';

/** A directory that is gone after the file's specs. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'cognito-emulator-'));
  useResources().add(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
