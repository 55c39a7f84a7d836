/**
 * Runs one app from source with the settings of the local system: `node run-source.mjs gateway`, in the app's folder. A
 * process of its own reads the settings, so that each start has them as they are.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWithParent } from './end-with-parent.mjs';

const app = process.argv[2];
const main = resolve('src/main.ts');

endWithParent(() => process.kill(process.pid, 'SIGTERM'));
try {
  const { environmentOf } = await import('./settings.mjs');
  Object.assign(process.env, environmentOf(app));
  process.argv = [process.execPath, main];
  await import(pathToFileURL(main).href);
} catch (error) {
  console.error(`${app}: ${described(error)}`);
  process.exit(1);
}

/** A source that cannot be loaded is shown without the frames of the loader; what a source throws, with its own. */
function described(error) {
  const { stack, message, code } = Object(error);
  if (String(code).startsWith('ERR_')) return message;
  // A module that does not fit another begins with its place, and only the loader threw it.
  const isPlaced = /^file:/.test(stack);
  const frames = isPlaced ? /^\s+at / : /^\s+at .*node:internal/;
  const lines = String(stack ?? error).split('\n');
  return lines.filter((line) => !frames.test(line)).join('\n');
}
