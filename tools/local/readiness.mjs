import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { environments, ports } from './settings.mjs';

const connectMilliseconds = 1_000;

/** The names of an app's ports: its own name first, then those of its further ports. */
export function portNamesOf(app) {
  return Object.keys(ports).filter((name) => name === app || name.startsWith(`${app}-`));
}

/** Apps that an app cannot start without: those whose data its settings name, which are databases. */
export function databasesOf(app) {
  return others(app).filter((other) => {
    const { DATA_DIRECTORY: data } = environments[other];
    return data !== undefined && settingsOf(app).some((value) => value.startsWith(`${data}/`));
  });
}

/** Apps whose settings name this one: they start without it, unless it is their database, but cannot do their work. */
export function dependantsOf(app) {
  const numbers = portNamesOf(app).map((name) => ports[name]);
  const address = new RegExp(`:(${numbers.join('|')})\\b`);
  return others(app).filter(
    (other) =>
      databasesOf(other).includes(app) || settingsOf(other).some((value) => address.test(value)),
  );
}

const others = (app) => Object.keys(environments).filter((other) => other !== app);
const settingsOf = (app) => Object.values(environments[app]).map(String);

/** Those of the named apps that do not accept connections. */
export async function unavailable(apps) {
  const states = await Promise.all(apps.map(acceptsConnections));
  return apps.filter((_app, index) => !states[index]);
}

export async function acceptsConnections(app) {
  const states = await Promise.all(portNamesOf(app).map((name) => isOpen(ports[name])));
  return states.every(Boolean);
}

function isOpen(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: connectMilliseconds });
    const end = (open) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

/** Resolves once the condition holds, or when the signal ends the wait; true in the first case. */
export async function until(condition, signal, intervalMilliseconds = 250) {
  while (!signal.aborted) {
    if (await condition()) return !signal.aborted;
    await pause(intervalMilliseconds, undefined, { signal }).catch(() => undefined);
  }
  return false;
}
