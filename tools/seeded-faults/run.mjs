/**
 * Changes one place of the code after another in a copy of the repository, and checks that the specs of the changed place fail:
 * `npm run seeded-faults`, or `node tools/seeded-faults/run.mjs scopes.guard` for those whose file or text has that word. Without a
 * word it writes the results to bench/results/seeded-faults.md.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { copyWorkspace } from '../recipes/workspace-copy.mjs';
import { faults } from './faults.mjs';

const results = fileURLToPath(new URL('../../bench/results/seeded-faults.md', import.meta.url));
/** What a fault leaves open, or never ends, must not keep Jest. */
const ending = ['--forceExit', '--testTimeout=60000'];
const word = process.argv[2] ?? '';
const wanted = faults.filter(({ file, what }) => `${file} ${what}`.includes(word));
const rows = [];

const { folder, remove } = copyWorkspace();
try {
  for (const fault of wanted) {
    const { found, seconds } = seed(fault);
    console.log(
      `${found.length > 0 ? 'found' : 'NOT FOUND'}: ${fault.what} (${seconds.toFixed(0)} s)`,
    );
    if (found.length === 0) process.exitCode = 1;
    rows.push({ ...fault, found });
  }
} finally {
  remove();
}
if (word === '') writeFileSync(results, await page());

/** The titles of the tests that fail with a fault. A file that cannot be loaded is no find. */
function seed(fault) {
  const started = Date.now();
  const path = join(folder, fault.file);
  const text = readFileSync(path, 'utf8');
  const parts = text.split(fault.from);
  if (parts.length !== 2) {
    throw new Error(`${fault.file} has this text ${parts.length - 1} times: ${fault.from}`);
  }
  writeFileSync(path, parts.join(fault.to));
  try {
    return { found: failuresOf(fault), seconds: (Date.now() - started) / 1000 };
  } finally {
    writeFileSync(path, text);
  }
}

function failuresOf({ file, specs, project = file.split('/').slice(0, 2).join('/') }) {
  const config = existsSync(join(folder, project, 'jest.workspace.config.mjs'))
    ? ['-c', 'jest.workspace.config.mjs']
    : [];
  const jest = join(folder, 'node_modules/jest/bin/jest.js');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [jest, ...config, '--json', ...ending, '--testPathPatterns', specs],
    { cwd: join(folder, project), encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  const line = stdout.split('\n').find((one) => one.startsWith('{'));
  if (line === undefined) throw new Error(`${file}: Jest printed no result\n${stdout}${stderr}`);
  const { testResults } = JSON.parse(line);
  if (testResults.length === 0) throw new Error(`${file}: no spec fits ${specs}`);
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
}

async function page() {
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const lines = rows.map(
    ({ what, file, found }) =>
      `| ${cell(what)} | [${file.split('/').at(-1)}](../../${file}) | ${found.length} | ${cell(found[0] ?? 'none')} |`,
  );
  const text = `# Seeded faults

Each row is a change of one place of the code, made in a copy of the repository, and a test that failed with it.
\`npm run seeded-faults\` makes them again. Node.js ${process.version}.

| Fault | File | Failed tests | One of them |
|---|---|---|---|
${lines.join('\n')}
`;
  return format(text, { ...(await resolveConfig(results)), parser: 'markdown' });
}
