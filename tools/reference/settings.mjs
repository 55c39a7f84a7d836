/**
 * Prints the page of settings from the schemas of the apps and the tables of the tools. A setting that is not described
 * fails, and so does code that reads a variable which is in none of them.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { localDatabaseSettings } from '@gatehouse/local-database';
import { migrationConfig } from '@gatehouse/persistence';
import { describeSettings } from '@gatehouse/platform-core';
import { emulatorConfig } from '../../apps/cognito-emulator/src/config.ts';
import { gatewayConfig } from '../../apps/gateway/src/config.ts';
import { services } from '../../libs/services/src/services.mjs';
import { localSettings } from '../local/settings.mjs';
import { awsComposeSettings, composeSettings } from './compose-settings.mjs';
import { cell, code, table } from './markdown.mjs';
import { serviceConfig } from './service-config.mjs';
import { testSettings } from './test-settings.mjs';

const awsCredentials = `Support's actions need AWS credentials, which the AWS SDK reads from
[its own variables](../how-to/point-at-aws.md).

`;

const sections = [
  ['gateway', '', describeSettings(gatewayConfig)],
  ...(await Promise.all(services.map(serviceSection))),
  [
    'Migrations',
    `Of each service's program with the argument \`migrate\`, which applies the migrations and ends.

`,
    describeSettings(migrationConfig),
  ],
  [
    'cognito-emulator',
    `Every variable with an option can be set by the option too: \`cognito-emulator --help\`.

`,
    describeSettings(emulatorConfig),
  ],
  [
    'local-database',
    '',
    Object.entries(localDatabaseSettings).map(([name, rest]) => ({ name, ...rest })),
  ],
  [
    'Local system',
    `Of \`nx serve\` and the other tools in [tools/local](../../tools/local/settings.mjs). They set what each app requires, and
pass on every other variable.

`,
    localSettings,
  ],
  [
    'Docker Compose',
    `In the environment or in [\`.env\`](../../.env.example). A secret without a file is created.

`,
    composeSettings,
  ],
  ['Docker Compose with AWS', 'Of `docker-compose.aws.yml`.\n\n', awsComposeSettings],
  ['Tests and benchmarks', '', testSettings],
];

async function serviceSection({ name, signInClient }) {
  const settings = describeSettings(await serviceConfig(name));
  return [name, signInClient === undefined ? '' : awsCredentials, settings];
}

for (const [title, , settings] of sections) demandComplete(title, settings);
demandKnown(new Set(sections.flatMap(([, , settings]) => settings.map(({ name }) => name))));

process.stdout.write(`# Settings

Every environment variable that the apps and tools read. Generated from their schemas by \`npm run generate\`.

- **Required**: "yes", or when. An empty variable counts as not set.
- **Secret**: the value must not be seen. In an app, pass it as a file.
- **Files**: in an app, \`NAME_FILE\` is the path of a file that holds the value of \`NAME\`, for every \`NAME\`. White space
  at the end of the file is ignored. You cannot set both.
- **Errors**: an app names all wrong and missing settings at once, prints none of their values, and exits with code 1.
- **Numbers** are decimal digits. An app rejects a number outside the range that is stated as the type.

Limits that are not settings have their own [page](limits.md): a protocol, a contract between processes or a bound of
security fixes them.

${sections.map(section).join('\n')}`);

function section([title, text, settings]) {
  const heads = ['Variable', 'Type', 'Default', 'Required', 'Secret', 'Meaning'];
  return `## ${title}

${text}${table(heads, settings.map(row))}
`;
}

function row({ name, type, default: preset, unit, required = 'no', isSecret, description }) {
  return [
    code(name),
    type,
    cell(preset === undefined ? '' : [code(preset), unit].filter(Boolean).join(' ')),
    cell(required === 'no' ? '' : required),
    cell(isSecret ? 'yes' : ''),
    description,
  ];
}

function demandComplete(title, settings) {
  for (const { name, type, isSecret, description } of settings) {
    if (!type || typeof isSecret !== 'boolean' || !description)
      throw new Error(`${title}: ${name} lacks a type, a description or whether it is secret`);
  }
}

/** Every variable that code reads by its name is on the page. */
function demandKnown(known) {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.mjs'], {
    cwd: new URL('../..', import.meta.url),
    encoding: 'utf8',
  });
  for (const file of files.split('\n').filter(Boolean)) {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    for (const [, name] of text.matchAll(/process\.env\.([A-Z][A-Z0-9_]*)/g)) {
      if (!known.has(name) && !isOfOthers(name)) throw new Error(`${file}: ${name} is undescribed`);
    }
  }
}

/** Variables of other programs, of functions that specs run, and those that Compose files pass to the container `settings`. */
function isOfOthers(name) {
  const others = ['PATH', 'HOME', 'EVENTS', 'TRIES', 'SHARED', 'NOT_FOR_FUNCTIONS'];
  others.push('COGNITO_PUBLIC_URL', 'VALKEY_HOST');
  return /^(AWS|COMPOSE)_/.test(name) || others.includes(name);
}
