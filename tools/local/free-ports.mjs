import { createServer } from 'node:net';
import { ports, portVariables } from './settings.mjs';

const largestPort = 65_535;

/** Ends this process with one clear sentence when a port of those named cannot be opened. */
export async function demandFreePorts(names) {
  for (const name of names) {
    const fault = portFault(name, names) ?? (await openingFault(name));
    if (fault === undefined) continue;
    console.error(fault);
    process.exit(1);
  }
}

/** What is wrong with the number that a variable sets. */
function portFault(name, names) {
  const port = ports[name];
  const variable = portVariables[name];
  if (!Number.isInteger(port) || port < 1 || port > largestPort)
    return `${name}: ${variable} is not a port between 1 and ${largestPort}.`;
  const other = names.find((one) => one !== name && ports[one] === port);
  return other && `${name} and ${other}: ${variable} and ${portVariables[other]} are both ${port}.`;
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
