import { createServer } from 'node:net';
import { ports, portVariables } from './settings.mjs';

/** Ends this process with one clear sentence when a port of those named cannot be opened. */
export async function demandFreePorts(names) {
  for (const name of names) {
    const fault = sharedPort(name, names) ?? (await openingFault(name));
    if (fault === undefined) continue;
    console.error(fault);
    process.exit(1);
  }
}

/** Which other of those named has the same port. */
function sharedPort(name, names) {
  const port = ports[name];
  const other = names.find((one) => one !== name && ports[one] === port);
  const variables = `${portVariables[name]} and ${portVariables[other]}`;
  return other && `${name} and ${other}: ${variables} are both ${port}.`;
}

/** Why a port cannot be opened, and what to do; nothing when it can. */
export async function openingFault(name) {
  const port = ports[name];
  const another = `choose another port with ${portVariables[name]}`;
  const code = await openingError(port);
  if (code === undefined) return undefined;
  return code === 'EADDRINUSE'
    ? `${name}: port ${port} is taken by another program. Stop it, or ${another}.`
    : `${name}: port ${port} cannot be opened (${code}); ${another}.`;
}

/** The code of the error of opening a port for a moment. */
function openingError(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }) => resolve(code));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(undefined)));
  });
}
