import { createServer } from 'node:net';
import { ports, portVariables } from './settings.mjs';

/** Ends this process with one clear sentence when another program has the port of one of the apps. */
export async function demandFreePorts(apps) {
  for (const app of apps) {
    if (await isFree(ports[app])) continue;
    console.error(
      `${app}: port ${ports[app]} is taken by another program. Stop it, or choose another port with ${portVariables[app]}.`,
    );
    process.exit(1);
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
