/** Creates the directories under /settings for the user that writes them: `node make-settings-directories.mjs UID`. */
import { chownSync, mkdirSync } from 'node:fs';
import { settingsDirectories } from '../tools/compose/services.mjs';

const owner = Number(process.argv[2]);
// Only docker-compose.valkey.yml has the last.
for (const name of [...settingsDirectories, 'valkey']) {
  mkdirSync(`/settings/${name}`, { recursive: true });
  chownSync(`/settings/${name}`, owner, owner);
}
