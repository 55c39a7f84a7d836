/** What does a call through ServiceClient cost, next to a bare one of undici? */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { ClientCredentialsTokenSource } from '../libs/auth-core/dist/index.js';
import { ServiceClient, serviceClientLimits } from '../libs/auth-nest/dist/index.js';

const rounds = 100;
const perRound = 2_000;
const atOnce = 16;

const token = `${'a'.repeat(300)}.${'b'.repeat(500)}.${'c'.repeat(342)}`;
const profile = {
  id: '34c84488-e0e1-70ae-d2ee-991ad1a898c8',
  displayName: 'Ada Lovelace',
  locale: 'en-GB',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};
const path = `/users/${profile.id}`;
const context = {
  requestId: '0f2b4f0e-8c43-4c9b-9d29-5c1f6a3b7c11',
  txnToken: token,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

if (process.argv[2] === 'upstream') serve();
else await compare();

/** The upstream, in a process of its own: a profile, and tokens. */
function serve() {
  const answers = {
    '/oauth2/token': { access_token: token, token_type: 'Bearer', expires_in: 3600 },
    [path]: profile,
  };
  const server = createServer((request, response) => {
    const body = JSON.stringify(answers[request.url]);
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    request.resume().on('end', () => response.writeHead(200, headers).end(body));
  });
  server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`));
  process.once('disconnect', () => process.exit());
}

async function compare() {
  const upstream = spawn(process.execPath, [fileURLToPath(import.meta.url), 'upstream'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [origin] = await once(upstream, 'message');
  const [bare, whole] = [bareCalls(origin), wholeCalls(origin)];
  const candidates = { bare: bare.call, again: bare.call, whole: whole.call };
  for (let warmUp = 0; warmUp < 5; warmUp += 1) await round(candidates, warmUp);
  const results = [];
  for (let index = 0; index < rounds; index += 1) results.push(await round(candidates, index));
  await Promise.all([bare.close(), whole.close()]);
  upstream.disconnect();
  const text = report(results);
  writeFileSync(new URL('results/service-client.md', import.meta.url), text);
  console.log(text);
}

function bareCalls(origin) {
  const pool = new Pool(origin, {
    connections: serviceClientLimits.connections,
    connect: { timeout: serviceClientLimits.connectTimeoutMilliseconds },
    headersTimeout: serviceClientLimits.headersTimeoutMilliseconds,
    bodyTimeout: serviceClientLimits.bodyTimeoutMilliseconds,
  });
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    'x-request-id': context.requestId,
    'txn-token': context.txnToken,
    traceparent: context.traceparent,
  };
  const call = async () => {
    const answer = await pool.request({ method: 'GET', path, headers });
    return answer.body.json();
  };
  return { call, close: () => pool.close() };
}

function wholeCalls(origin) {
  const source = new ClientCredentialsTokenSource({
    tokenUrl: `${origin}/oauth2/token`,
    clientId: 'machine',
    clientSecrets: ['secret'],
  });
  const client = new ServiceClient({
    name: 'user-service',
    baseUrl: origin,
    tokens: { source, scopes: ['users/read'] },
  });
  const parse = (body) => body;
  const call = async () => (await client.request({ path, context, parse })).body;
  return { call, close: () => client.onApplicationShutdown() };
}

/** µs of CPU time a call, of each candidate; which goes first changes from round to round. */
async function round(candidates, index) {
  const names = Object.keys(candidates);
  const times = {};
  for (let step = 0; step < names.length; step += 1) {
    const name = names[(index + step) % names.length];
    times[name] = await cpuMicroseconds(candidates[name]);
  }
  return times;
}

async function cpuMicroseconds(call) {
  const before = process.cpuUsage();
  let left = perRound;
  const worker = async () => {
    while (left-- > 0) if ((await call()).id !== profile.id) throw new Error('wrong answer');
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / perRound;
}

function report(results) {
  const row = (text, name) => {
    const times = results.map((result) => result[name]);
    const ratios = results.map((result) => result[name] / result.bare);
    const spread = [0.1, 0.9].map((share) => quantile(ratios, share).toFixed(2)).join(' – ');
    const [time, ratio] = [quantile(times, 0.5).toFixed(1), quantile(ratios, 0.5).toFixed(2)];
    return `| ${text} | ${time} | ${ratio} | ${spread} |`;
  };
  return `# What a call through ServiceClient costs

CPU time of the calling process for a call: ${rounds} rounds of ${perRound} calls each, ${atOnce} at once, in turns, the upstream in
another process. ${new Date().toISOString().slice(0, 10)}, Node.js ${process.version}, ${cpus().length} × ${cpus()[0].model.trim()}.
Both keep connections in a pool with the same settings, send the same headers and read the answer's JSON.
Target: at most 1.15 times the bare call. That it can be less is because undici's \`request\` makes a stream of each
answer, and ServiceClient reads it from the parser.

| Call | µs, median | times the bare call, median of the rounds' ratios | 10 % – 90 % |
|---|---|---|---|
${row('undici alone: `request`, `body.json`', 'bare')}
${row('the same once more, which shows the noise', 'again')}
${row('ServiceClient: token, deadline, limits, circuit, retry budget', 'whole')}
`;
}

function quantile(list, share) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}
