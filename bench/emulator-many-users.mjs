/** Does the emulator stay as quick with 100,000 users as it is with 100, and how soon is it up with them? */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { call, firstAnswer, measured } from './support/calls.mjs';
import { makePool, makeUser, password, signIn, usernameOf } from './support/pools.mjs';
import { keepOffServersCore, pinning, withFolder } from './support/processes.mjs';
import { report, table, times } from './support/report.mjs';
import { otherName, startEmulatorProcess, startOther, whyNoOther } from './support/servers.mjs';

const few = 100;
const many = 100_000;
const rounds = 5;
const perRound = 100;
/** Users who can sign in, spread over all. */
const known = 20;
/** What the other server is given for one kind of work, as it takes it a second a call. */
const otherBudgetMilliseconds = 5_000;

const calls = {
  'ListUsers, first page': ({ poolId }) => list(poolId, undefined),
  'ListUsers, `username = "…"`': ({ poolId }, { sub }) => list(poolId, `username = "${sub}"`),
  'ListUsers, `email = "…"`': ({ poolId }, { email }) => list(poolId, `email = "${email}"`),
  'ListUsers, `sub = "…"`': ({ poolId }, { sub }) => list(poolId, `sub = "${sub}"`),
  'ListUsers, `email ^= "…"`': ({ poolId }, { email }) =>
    list(poolId, `email ^= "${email.slice(0, -'@example.com'.length)}"`),
  AdminGetUser: ({ poolId }, { email }) => [
    'AdminGetUser',
    { UserPoolId: poolId, Username: email },
  ],
  'password sign-in': ({ clientId }, { email }) => [
    'InitiateAuth',
    {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: email, PASSWORD: password },
    },
  ],
};

keepOffServersCore();
const why = whyNoOther();
const { ours, theirs } = await withFolder(async (folder) => ({
  ours: await measureEmulator(folder),
  theirs: why ? undefined : await measureOther(join(folder, 'other')),
}));
const ms = (number) => number.toFixed(2);
report('emulator-many-users', `The emulator with ${many.toLocaleString('en')} users`, [
  `The emulator has a data directory. Best of ${rounds} rounds of ${perRound} calls, in turns, eight at a time; ms each, by the clock on the
wall. ${pinning}`,
  table(
    ['Call', `${few} users`, `${many} users`, 'times as long', ...(theirs ? [otherName] : [])],
    Object.keys(calls).map((name) => {
      const [little, much] = [ours.few.best.get(name), ours.many.best.get(name)];
      const other =
        theirs && `${ms(theirs.best.get(name))} (${times(much, theirs.best.get(name))} times)`;
      return [name, ms(little), ms(much), ms(much / little), ...(theirs ? [other] : [])];
    }),
  ),
  table(
    ['With', 'ms from start to first answer', 'MB resident', 'MB on disk'],
    [
      [`${few} users`, ours.few],
      [`${many} users`, ours.many],
      ...(theirs ? [[`${many} users, ${otherName}`, theirs]] : []),
    ].map(([name, { start, resident, disk }]) => [
      name,
      Math.round(start),
      Math.round(resident),
      disk.toFixed(1),
    ]),
  ),
  why
    ? `Not measured: ${otherName}, as ${why}.`
    : `cognito-local, with ${many.toLocaleString('en')} users too, is asked one call after another, for ${otherBudgetMilliseconds / 1_000} s or three calls a kind at most.`,
]);

function list(UserPoolId, Filter) {
  return ['ListUsers', { UserPoolId, Filter, Limit: 10 }];
}

async function measureEmulator(folder) {
  const sides = { few: await seeded(folder, few), many: await seeded(folder, many) };
  try {
    for (const side of Object.values(sides)) await letSignIn(side);
    for (let round = 0; round < rounds; round += 1)
      for (const side of Object.values(sides)) await measureRound(side);
    for (const side of Object.values(sides)) {
      side.resident = side.server.residentMegabytes();
      side.disk = megabytesIn(side.dataDirectory);
    }
    return sides;
  } finally {
    for (const { server } of Object.values(sides)) await server.stop();
  }
}

async function seeded(folder, count) {
  const dataDirectory = join(folder, `data-${count}`);
  const script = fileURLToPath(new URL('support/seed-users.mjs', import.meta.url));
  const pool = JSON.parse(execFileSync(process.execPath, [script, dataDirectory, String(count)]));
  const server = await startEmulatorProcess({ dataDirectory });
  const start = await firstAnswer(server, 'ListUserPools', { MaxResults: 10 });
  return { server, pool, count, dataDirectory, start, best: new Map() };
}

async function letSignIn(side) {
  const { server, pool, count } = side;
  const UserPoolId = pool.poolId;
  side.users = [];
  for (let index = 0; index < known; index += 1) {
    const email = usernameOf(Math.floor((index * count) / known));
    const found = await call(server.url, 'AdminGetUser', { UserPoolId, Username: email });
    const set = { UserPoolId, Username: email, Password: password, Permanent: true };
    await call(server.url, 'AdminSetUserPassword', set);
    side.users.push({ email, sub: found.Username });
  }
}

async function measureRound({ server, pool, users, best }) {
  for (const [name, inputOf] of Object.entries(calls)) {
    const { milliseconds } = await measured(server, perRound, (index) =>
      call(server.url, ...inputOf(pool, users[index % known])),
    );
    best.set(name, Math.min(best.get(name) ?? Infinity, milliseconds));
  }
}

/** Its file is written as it would write it: making its users by its API would take days, as each call writes all. */
async function measureOther(cwd) {
  mkdirSync(cwd);
  const maker = await startOther({ cwd });
  await firstAnswer(maker, 'ListUserPools', { MaxResults: 10 });
  const pool = await makePool(maker.url);
  await makeUser(maker.url, pool.poolId, 0);
  await signIn(maker.url, pool.clientId, 0);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await maker.stop();
  const file = join(cwd, '.cognito/db', `${pool.poolId}.json`);
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  const [first] = Object.values(kept.Users);
  const users = Array.from({ length: many }, (_, index) => copyOf(first, index));
  kept.Users = Object.fromEntries(users.map((user) => [user.Username, user]));
  writeFileSync(file, JSON.stringify(kept, undefined, 2));
  const server = await startOther({ cwd });
  try {
    const start = await firstAnswer(server, 'ListUserPools', { MaxResults: 10 });
    const best = new Map();
    for (const [name, inputOf] of Object.entries(calls)) {
      const begun = performance.now();
      for (
        let turn = 0;
        turn < 3 && performance.now() - begun < otherBudgetMilliseconds;
        turn += 1
      ) {
        const index = Math.floor((turn * many) / 3);
        const user = { email: usernameOf(index), sub: users[index].Username };
        const before = performance.now();
        await call(server.url, ...inputOf(pool, user));
        best.set(name, Math.min(best.get(name) ?? Infinity, performance.now() - before));
      }
    }
    const resident = server.residentMegabytes();
    return { best, start, resident, disk: megabytesIn(join(cwd, '.cognito/db')) };
  } finally {
    await server.stop();
  }
}

function copyOf(user, index) {
  const sub = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const values = { sub, email: usernameOf(index) };
  const Attributes = user.Attributes.map(({ Name, Value }) => ({
    Name,
    Value: values[Name] ?? Value,
  }));
  return { ...user, Username: sub, Attributes, RefreshTokens: [] };
}

function megabytesIn(folder) {
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  return sizes.reduce((sum, size) => sum + size, 0) / 1024 / 1024;
}
