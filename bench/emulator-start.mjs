/** How soon does the emulator answer after it is started, and what memory does it take? */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstAnswer, measured } from './support/calls.mjs';
import { makePool, makeUser, signIn } from './support/pools.mjs';
import { keepOffServersCore, pinning, withFolder } from './support/processes.mjs';
import { median, report, table, times } from './support/report.mjs';
import { otherName, startEmulatorProcess, startOther, whyNoOther } from './support/servers.mjs';

const rounds = 7;
const users = 50;
const signIns = 1_000;

const template = {
  Resources: {
    Users: { Type: 'AWS::Cognito::UserPool' },
    Web: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Users' } } },
  },
};

keepOffServersCore();
const why = whyNoOther();
const found = await withFolder(measureAll);
report('emulator-start', 'How soon the emulator answers, and its memory', [
  `Median of ${rounds} starts, in turns. ${pinning}`,
  table(['', 'ms to the first answer', 'MB idle', `MB after ${signIns} sign-ins`], found.rows),
  `In a process that is there: importing it, file by file as the workspace has it and not as it is packed, takes ${found.inProcess.imported} ms, \`startEmulator({ port: 0 })\`
${found.inProcess.started} ms, median of ${rounds} processes on any core.`,
  ...(why ? [`Not measured: ${otherName}, as ${why}.`] : [found.ratios]),
]);

async function measureAll(folder) {
  const templatePath = join(folder, 'template.json');
  writeFileSync(templatePath, JSON.stringify(template));
  let number = 0;
  const fresh = () => join(folder, `data-${(number += 1)}`);
  const kinds = {
    'the emulator, nothing to boot': () => startEmulatorProcess(),
    '… with a template': () => startEmulatorProcess({ template: templatePath }),
    '… with a template and a data directory': () =>
      startEmulatorProcess({ template: templatePath, dataDirectory: fresh() }),
    ...(why ? {} : { [otherName]: () => startOther({ cwd: folder }) }),
  };
  const starts = Object.fromEntries(Object.keys(kinds).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, start] of Object.entries(kinds)) starts[name].push(await timeStart(start));
  const results = [];
  for (const [name, start] of Object.entries(kinds))
    results.push({ name, answer: median(starts[name]), ...(await memoryOf(start)) });
  return {
    rows: results.map(({ name, answer, idle, loaded }) => [
      name,
      ...[answer, idle, loaded].map(Math.round),
    ]),
    ratios: why ? '' : ratios(results),
    inProcess: inProcess(),
  };
}

async function timeStart(start) {
  const server = await start();
  try {
    return await firstAnswer(server, 'ListUserPools', { MaxResults: 10 });
  } finally {
    await server.stop();
  }
}

async function memoryOf(start) {
  const server = await start();
  try {
    await firstAnswer(server, 'ListUserPools', { MaxResults: 10 });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const idle = server.residentMegabytes();
    const { poolId, clientId } = await makePool(server.url);
    for (let index = 0; index < users; index += 1) await makeUser(server.url, poolId, index);
    await measured(server, signIns, (index) => signIn(server.url, clientId, index % users));
    return { idle, loaded: server.residentMegabytes() };
  } finally {
    await server.stop();
  }
}

/** The last of the results is the other's. */
function ratios(results) {
  const theirs = results.at(-1);
  const lines = results
    .slice(0, -1)
    .map((ours) => [
      ours.name,
      times(ours.answer, theirs.answer),
      times(ours.idle, theirs.idle),
      times(ours.loaded, theirs.loaded),
    ]);
  const heads = [`${otherName} takes how many times as`, 'long', 'much idle', 'much loaded'];
  return table(heads, lines);
}

function inProcess() {
  const index = new URL('../apps/cognito-emulator/dist/index.js', import.meta.url).href;
  const program = `
    const begun = performance.now();
    const { startEmulator } = await import(${JSON.stringify(index)});
    const imported = performance.now();
    const emulator = await startEmulator({ port: 0 });
    console.log(JSON.stringify([imported - begun, performance.now() - imported]));
    await emulator.close();`;
  const took = Array.from({ length: rounds }, () => {
    const args = ['--input-type=module', '-e', program];
    return JSON.parse(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout);
  });
  const [imported, started] = [0, 1].map((place) => median(took.map((pair) => pair[place])));
  return { imported: Math.round(imported), started: Math.round(started) };
}
