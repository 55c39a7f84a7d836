import assert from 'node:assert/strict';
import { services } from '../../libs/services/src/services.mjs';
import { containers, docker, serviceOf } from './compose.mjs';
import { signInService } from './services.mjs';

/** Every port that any container listens on. */
const ports = [3000, 3100, 5432, 6379, 9500, 9525, ...services.map(({ port }) => port)];

const addressOf = ({ name, port }) => `${name}:${port}`;

/** Its emulator, gateway and database, the services it calls, and gateways' management ports if it tells them of sessions. */
const reachableFrom = ({ peers, signInClient }) => [
  'cognito-emulator:9500',
  'cognito-emulator:9525',
  'gateway:3000',
  'postgres:5432',
  ...(signInClient === undefined ? [] : ['gateway:3100']),
  ...services.filter(({ name }) => peers.includes(name)).map(addressOf),
];

/**
 * Who reaches what, by name of the container that calls; docs/how-to/run-in-containers.md lists the same. Whoever shares
 * a network with the gateway or the emulator reaches the port that they publish on the host.
 */
const reachable = {
  gateway: ['cognito-emulator:9500', 'cognito-emulator:9525', ...services.map(addressOf)],
  ...Object.fromEntries(services.map((service) => [service.name, reachableFrom(service)])),
  'cognito-emulator': ['gateway:3000'],
  postgres: [],
};

/** With docker-compose.valkey.yml gateways have no management port. */
const reachableWithValkey = {
  ...reachable,
  gateway: [...reachable.gateway, 'valkey:6379'],
  [signInService.name]: [
    ...reachable[signInService.name].filter((port) => port !== 'gateway:3100'),
    'valkey:6379',
  ],
  valkey: ['gateway:3000'],
};

/** With docker-compose.aws.yml there is no emulator. */
const reachableAtAws = Object.fromEntries(
  Object.entries(reachable)
    .filter(([service]) => service !== 'cognito-emulator')
    .map(([service, list]) => [
      service,
      list.filter((port) => !port.startsWith('cognito-emulator:')),
    ]),
);

/** From every container, tries every port of every address of every other one. */
export async function onlyNeededPortsAreReachable(system = 'emulator') {
  const expected = { emulator: reachable, valkey: reachableWithValkey, aws: reachableAtAws }[
    system
  ];
  const all = await containers();
  assert.deepEqual(all.map(serviceOf).sort(), Object.keys(expected).sort());
  for (const container of all) {
    const service = serviceOf(container);
    const others = all.filter(({ Id }) => Id !== container.Id);
    const reached = await reachedFrom(container, others, expected[service]);
    assert.deepEqual(reached, [...expected[service]].sort(), `from ${service}`);
  }
}

/** A port that has to be reachable is waited for; for all others, 3 seconds without a connection are enough. */
async function reachedFrom(container, others, expected) {
  const targets = others.flatMap((other) =>
    addressesOf(other).flatMap((host) =>
      ports.map((port) => ({ host, port, name: `${serviceOf(other)}:${port}` })),
    ),
  );
  const network = `container:${container.Id}`;
  const script = probe(targets, expected);
  const output = await docker(
    ...['run', '--rm', '--network', network, 'gatehouse/settings', 'node', '-e', script],
  );
  return JSON.parse(output);
}

/** Runs in the network of the container, which may have no program to connect with. */
const probe = (targets, expected) => `
  const { connect } = require('node:net');
  const missing = new Set(${JSON.stringify(expected)});
  const reached = new Set();
  const report = () => { console.log(JSON.stringify([...reached].sort())); process.exit(); };
  const isOver = () => Date.now() > endsAt && (missing.size === 0 || Date.now() > endsAt + 60_000);
  const endsAt = Date.now() + 3_000;
  for (const { host, port, name } of ${JSON.stringify(targets)}) {
    connect(port, host).on('error', () => undefined).once('connect', () => {
      reached.add(name);
      missing.delete(name);
    });
  }
  setInterval(() => { if (isOver()) report(); }, 100);`;

function addressesOf(container) {
  return Object.values(container.NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
}
