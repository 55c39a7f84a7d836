/** Exits 0 when this container's app says it is ready. */
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';

const { HOST, PORT } = process.env;
// A network's alias may stand for replicas in other containers too.
const own = Object.values(networkInterfaces()).flatMap((list) =>
  list.map(({ address }) => address),
);
const addresses =
  HOST === '0.0.0.0' ? [{ address: '127.0.0.1' }] : await lookup(HOST, { all: true });
const local = addresses.find(({ address }) => own.includes(address));
const response = await fetch(`http://${local?.address}:${PORT}/health`).catch(() => undefined);
process.exit(response?.ok ? 0 : 1);
