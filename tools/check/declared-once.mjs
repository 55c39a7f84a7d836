/** What several projects need is declared where it belongs, and copied nowhere. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** `homes` are the only files that may contain the pattern, and each of them must. */
const declarations = [
  {
    what: 'FakeClock',
    pattern: /\bclass FakeClock\b/,
    homes: ['libs/test-kit/src/fake-clock.ts'],
  },
  {
    // auth-core is published without platform-core, whose dependencies its users do not need. The emulator shares no
    // code with the verifier, so it has the clock of platform-core. test-kit judges both and derives its own.
    what: 'Clock',
    pattern: /\b(?:interface|type|class) Clock\b(?! *[,}])/,
    homes: [
      'libs/auth-core/src/clock.ts',
      'libs/platform-core/src/clock.ts',
      'libs/test-kit/src/fake-clock.ts',
    ],
  },
  {
    what: 'the start of Chromium',
    pattern: /\bchromium\s*\.launch\b/,
    homes: ['libs/test-kit/src/internal/chromium.ts'],
  },
  {
    // The client, the emulator that it judges, and the spec of the client.
    what: 'the key derivation of SRP',
    pattern: /Caldera/,
    homes: [
      'apps/cognito-emulator/src/domain/password/srp-server.ts',
      'libs/test-kit/src/internal/srp-client.spec.ts',
      'libs/test-kit/src/internal/srp-client.ts',
    ],
  },
];

const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.mjs'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => existsSync(file) && file !== '' && file !== 'tools/check/declared-once.mjs');
const texts = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]));

const faults = declarations.flatMap(({ what, pattern, homes }) => {
  const found = sources.filter((file) => pattern.test(texts.get(file)));
  return [
    ...found
      .filter((file) => !homes.includes(file))
      .map((file) => `${file} declares ${what} again; import it from ${homes.join(' or ')}`),
    ...homes
      .filter((file) => !found.includes(file))
      .map((file) => `${file} does not declare ${what}; correct tools/check/declared-once.mjs`),
  ];
});

for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
