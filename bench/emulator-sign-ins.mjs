/** How many sign-ins and machine tokens a second does the emulator give on one core? */
import { join } from 'node:path';
import { SrpClient } from '../libs/test-kit/dist/internal/srp-client.js';
import { call, clientToken, firstAnswer, measured } from './support/calls.mjs';
import { makePool, makeUser, password, signIn, usernameOf } from './support/pools.mjs';
import { keepOffServersCore, pinning, withFolder } from './support/processes.mjs';
import { report, table, times } from './support/report.mjs';
import { otherName, startEmulatorProcess, startOther, whyNoOther } from './support/servers.mjs';

const users = 50;
const rounds = 5;
const perRound = 200;

keepOffServersCore();
const why = whyNoOther();
const results = await withFolder(measureAll);
const rows = results.map(({ kind, work, perSecond, milliseconds, cpu }) => [
  work,
  kind,
  Math.round(perSecond),
  milliseconds.toFixed(2),
  cpu.toFixed(2),
]);
report('emulator-sign-ins', 'Sign-ins and machine tokens of the emulator', [
  `Best of ${rounds} rounds of ${perRound}, in turns, eight requests at a time, ${users} users. ${pinning} CPU time is that of the
server's whole process: it leaves out what the machine does besides.`,
  table(['Work', 'Server', 'a second', 'ms each', 'CPU ms each'], rows),
  `cognito-local compares passwords as text, has no SRP and gives no client's tokens; it writes its pool's whole file at each
sign-in, and answers before that is on the disk. The emulator proves passwords against an SRP verifier of 3,072 bits, as
Cognito keeps them; with a data directory each answer waits until the journal is synced.`,
  ...(why ? [`Not measured: ${otherName}, as ${why}.`] : [ratios()]),
]);

async function measureAll(folder) {
  const kinds = [
    { kind: 'the emulator, in memory', server: await startEmulatorProcess() },
    {
      kind: 'the emulator, data directory',
      server: await startEmulatorProcess({ dataDirectory: join(folder, 'data') }),
    },
    ...(why ? [] : [{ kind: otherName, server: await startOther({ cwd: folder }), other: true }]),
  ];
  try {
    for (const one of kinds) Object.assign(one, await prepared(one));
    const best = new Map();
    for (let round = 0; round < rounds; round += 1)
      for (const { kind, work, result } of await roundOf(kinds)) {
        const id = `${work}, ${kind}`;
        const before = best.get(id) ?? { kind, work, perSecond: 0, cpu: Infinity };
        best.set(id, {
          ...(result.perSecond > before.perSecond ? { ...before, ...result } : before),
          cpu: Math.min(before.cpu, result.cpu),
        });
      }
    return [...best.values()].toSorted((a, b) => a.work.localeCompare(b.work));
  } finally {
    for (const { server } of kinds) await server.stop();
  }
}

/** A pool with users, and for the emulator a client for machine tokens. */
async function prepared({ server: { url, ...server }, other }) {
  await firstAnswer({ url, ...server }, 'ListUserPools', { MaxResults: 10 });
  const pool = await makePool(url);
  for (let index = 0; index < users; index += 1) await makeUser(url, pool.poolId, index);
  if (other) return { pool };
  const UserPoolId = pool.poolId;
  await call(url, 'CreateUserPoolDomain', { UserPoolId, Domain: 'bench' });
  await call(url, 'CreateResourceServer', {
    UserPoolId,
    Identifier: 'orders',
    Name: 'orders',
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
  });
  const { UserPoolClient } = await call(url, 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'machine',
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['orders/read'],
  });
  const { ClientId: id, ClientSecret: secret } = UserPoolClient;
  return { pool, machine: { id, secret, scope: 'orders/read' } };
}

async function roundOf(kinds) {
  const results = [];
  for (const { kind, server, pool, machine } of kinds) {
    const byPassword = (index) => signIn(server.url, pool.clientId, index % users);
    results.push({
      kind,
      work: 'password sign-in',
      result: await measured(server, perRound, byPassword),
    });
    if (machine === undefined) continue;
    results.push({ kind, work: 'SRP sign-in', result: await srpRound(server, pool) });
    const byClient = () => clientToken(server.url, machine);
    results.push({
      kind,
      work: 'client credentials',
      result: await measured(server, perRound, byClient),
    });
  }
  return results;
}

/** Both steps; what the client has to compute is computed while no clock runs. */
async function srpRound(server, { poolId, clientId: ClientId }) {
  const exchanges = Array.from({ length: perRound }, () => ({ client: new SrpClient() }));
  const first = await measured(server, perRound, async (index) => {
    const SRP_A = exchanges[index].client.publicValue;
    const AuthParameters = { USERNAME: usernameOf(index % users), SRP_A };
    const begin = { AuthFlow: 'USER_SRP_AUTH', ClientId, AuthParameters };
    exchanges[index].asked = await call(server.url, 'InitiateAuth', begin);
  });
  for (const exchange of exchanges) exchange.responses = passwordProof(exchange, poolId);
  const second = await measured(server, perRound, async (index) => {
    const answer = {
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: exchanges[index].responses,
    };
    await call(server.url, 'RespondToAuthChallenge', { ClientId, ...answer });
  });
  const milliseconds = first.milliseconds + second.milliseconds;
  return { milliseconds, perSecond: 1_000 / milliseconds, cpu: first.cpu + second.cpu };
}

/** The response to PASSWORD_VERIFIER. */
function passwordProof({ client, asked: { ChallengeParameters: challenge } }, poolId) {
  const name = challenge.USER_ID_FOR_SRP;
  const group = poolId.slice(poolId.indexOf('_') + 1);
  return { USERNAME: name, ...client.claim({ group, name, password }, challenge) };
}

function ratios() {
  const passwords = results.filter(({ work }) => work === 'password sign-in');
  const theirs = passwords.find(({ kind }) => kind === otherName);
  const lines = passwords
    .filter((ours) => ours !== theirs)
    .map((ours) => [
      ours.kind,
      times(ours.milliseconds, theirs.milliseconds),
      times(ours.cpu, theirs.cpu),
    ]);
  return table(
    [`${otherName} takes how many times as`, 'long a password sign-in', 'much CPU'],
    lines,
  );
}
