/**
 * Prints what of Cognito the emulator has: the operations, sign-in flows and challenges that the installed AWS SDK names,
 * beside the emulator's registries of them, and the endpoints, grants, resource types and triggers there are.
 */
import { readdirSync, readFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { grants } from '../../apps/cognito-emulator/src/oauth/grants/index.ts';
import { LambdaConfigType } from '../../apps/cognito-emulator/src/generated/service-model.ts';
import { operations } from '../../apps/cognito-emulator/src/operations/index.ts';
import { questions } from '../../apps/cognito-emulator/src/operations/sign-in/begin-factor.ts';
import { synonyms } from '../../apps/cognito-emulator/src/operations/sign-in/begin-sign-in.ts';
import {
  challenges,
  selfContainedChallenges,
} from '../../apps/cognito-emulator/src/operations/sign-in/challenges/index.ts';
import { authFlows } from '../../apps/cognito-emulator/src/operations/sign-in/flows/index.ts';
import { allRoutes, startServer } from '../../apps/cognito-emulator/src/server.ts';
import {
  ignoredTypes,
  resourceTypes,
  typesForLater,
} from '../../apps/cognito-emulator/src/template/resources/index.ts';
import { cell, code, list, table } from './markdown.mjs';

const works = 'works';
const kept = 'kept, not acted on';
const notBuilt = 'not built';
const callers = { iam: 'IAM', accessToken: 'a user, by access token', none: 'anyone' };

const names = Object.keys(sdk)
  .filter((name) => name.endsWith('Command') && name !== '$Command')
  .map((name) => name.slice(0, -'Command'.length))
  .sort();
const rows = names.map((name) => {
  const operation = operations.get(name);
  if (operation === undefined) return [code(name), '', notBuilt];
  return [code(name), callers[operation.access], operation.effect === 'stored' ? kept : works];
});
const count = (status) => rows.filter(([, , own]) => own === status).length;

const flows = Object.values(sdk.AuthFlowType).sort();
const challengeNames = Object.values(sdk.ChallengeNameType).sort();
let domainText;
const built = (has) => (has ? works : notBuilt);

process.stdout.write(`# What the emulator has of Cognito

Made from the emulator's registries by \`npm run generate\`. How what is there differs from AWS is on a page of its own:
[differences](emulator-differences.md).

## Operations

Of the ${names.length} operations of \`@aws-sdk/client-cognito-identity-provider\` ${count(works)} work. ${count(kept)} keep what they are given, answer it as
AWS does, and nothing acts on it. ${count(notBuilt)} aren't built and answer \`UnsupportedOperationException\`.

${table(
  ['Operation', 'Called by', 'Emulator'],
  rows.map((row) => row.map(cell)),
)}

## Sign-in flows

${table(
  ['`AuthFlow`', 'Emulator'],
  flows.map((name) => [code(name), flowOf(name)]),
)}

## Challenges

${table(
  ['`ChallengeName`', 'Emulator'],
  challengeNames.map((name) => [code(name), challengeOf(name)]),
)}

## Endpoints

${table(['Path', 'Methods'], await endpoints())}

Grants of \`/oauth2/token\`: ${list([...grants.keys()], 'and')}.

## Resource types of templates

${table(
  ['Type', 'Emulator'],
  [
    ...[...resourceTypes.keys()].map((type) => [code(type), 'made']),
    ...[...typesForLater].map((type) => [code(type), 'named in a warning at start']),
    ...[...ignoredTypes].map((type) => [code(type), 'passed over: it only matters on AWS']),
  ].sort(([one], [other]) => one.localeCompare(other, 'en')),
)}

Types of other services are named in a warning at start.

## Lambda triggers

${table(
  ['Member of `LambdaConfig`', 'Emulator'],
  Object.keys(LambdaConfigType.shape)
    .filter((name) => name !== 'KMSKeyID')
    .map((name) => [code(name), built(isUsed(name))]),
)}
`);

function flowOf(name) {
  const other = synonyms[name];
  if (other !== undefined && authFlows.has(other)) return `${works}, as ${code(other)}`;
  return built(authFlows.has(name));
}

function challengeOf(name) {
  if (challenges.has(name) || selfContainedChallenges.has(name)) return works;
  return name in questions ? `${works}, as an answer to ${code('SELECT_CHALLENGE')}` : notBuilt;
}

/** Every path outside the emulator's own API, with its methods; what pages are decorated with has none of interest. */
async function endpoints() {
  const { services, close } = await startServer();
  const methods = new Map();
  for (const { method, path } of allRoutes({ services })) {
    if (isOwn(path) || path.includes('/assets/')) continue;
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  await close();
  return [...methods].map(([path, all]) => [code(path), all.filter(isAnswer).join(', ')]);
}

function isOwn(path) {
  return path.startsWith('/_emulator') || path === '/health';
}

function isAnswer(method) {
  return method !== 'OPTIONS';
}

/** Triggers are called by the domain, under their member's name. */
function isUsed(member) {
  domainText ??= textIn(new URL('../../apps/cognito-emulator/src/domain/', import.meta.url));
  return new RegExp(`\\b${member}\\b`).test(domainText);
}

function textIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
}
