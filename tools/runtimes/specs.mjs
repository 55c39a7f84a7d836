/**
 * The specs that depend on the release of Node.js: on its URL and HTTP parsers, cryptography, streams, workers and
 * files. `npm run test:runtimes` runs them on other releases, `npm run check` fails when an entry matches no spec.
 *
 * A spec whose own source file uses such a module is found by itself. Listed here are those that meet the runtime
 * through other files.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Beginnings of paths, by project. Together with those found they take about a minute on two cores. */
const listed = {
  'apps/cognito-emulator': [
    'src/closing.spec.ts',
    'src/domain/absolute-uri.spec.ts',
    'src/domain/pool/addresses.spec.ts',
    'src/domain/pool/redirect-urls.spec.ts',
    'src/emulator-api/emulator-api.spec.ts',
    'src/oauth/internationalized-hosts.spec.ts',
    'src/oauth/place.spec.ts',
    'src/operations/passkeys/',
    'src/restart.spec.ts',
    'src/store/closing.spec.ts',
    'src/store/file-store.spec.ts',
    'src/triggers/',
    'src/wire/signature.spec.ts',
  ],
  'apps/gateway': [
    'src/attacks/carriage.spec.ts',
    'src/attacks/framing.spec.ts',
    'src/attacks/paths.spec.ts',
    'src/broken-off.spec.ts',
    'src/forwarding/strange-answers.spec.ts',
  ],
  'libs/auth-core': [
    'src/attacks/',
    'src/client-credentials/',
    'src/compact-jws.spec.ts',
    'src/read-bounded.spec.ts',
    'src/txn-token/',
  ],
  'libs/auth-nest': [
    'src/extractors/',
    'src/guards/txn-token.guard.attacks.spec.ts',
    'src/service-client/service-client.spec.ts',
  ],
  'libs/persistence': ['src/database.spec.ts'],
  'libs/platform-core': ['src/'],
  'libs/platform-nest': ['src/broken-request.spec.ts', 'src/create-app.spec.ts'],
};

/** What differs between releases. A URL beside the module itself does not. */
const runtimeUse =
  /from 'node:(?:buffer|crypto|dns|fs|https?|net|stream|tls|worker_threads|zlib)\b|\bnew URL\((?![^)]*import\.meta\.url)|\bURL\.canParse\(/;
/** Their specs start processes, which takes long and shows little about the release. */
const isProgram = (source) => source.startsWith('infra/') || source.endsWith('/main.ts');

/**
 * @returns {Map<string, string[]>} the specs of each project, by paths relative to it
 * @throws Error that names the entries which match no spec
 */
export function runtimeSpecs() {
  const specs = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.spec.ts'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => path !== '' && existsSync(path));
  const entries = Object.entries(listed).flatMap(([project, beginnings]) =>
    beginnings.map((beginning) => `${project}/${beginning}`),
  );
  const unmatched = entries.filter((entry) => !specs.some((spec) => spec.startsWith(entry)));
  if (unmatched.length > 0) {
    throw new Error(`tools/runtimes/specs.mjs lists what matches no spec: ${unmatched.join(', ')}`);
  }
  const chosen = specs.filter(
    (spec) => usesRuntime(spec) || entries.some((entry) => spec.startsWith(entry)),
  );
  const byProject = new Map(chosen.map((spec) => [projectOf(spec), []]));
  for (const spec of chosen)
    byProject.get(projectOf(spec)).push(spec.slice(projectOf(spec).length + 1));
  return byProject;
}

function usesRuntime(spec) {
  const source = spec.replace(/\.spec\.ts$/, '.ts');
  return existsSync(source) && !isProgram(source) && runtimeUse.test(readFileSync(source, 'utf8'));
}

const projectOf = (path) => path.split('/').slice(0, 2).join('/');
