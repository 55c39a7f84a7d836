/** How long until a session that was signed out is refused at every gateway? */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts, StartedValkey } from '../libs/test-kit/dist/index.js';

const runs = Number(process.env.RUNS ?? 100);
const root = fileURLToPath(new URL('..', import.meta.url));
/** user-service limits the sign-outs of a user. */
const signOutsPerMinute = 30;
const rows = [];

for (const gateways of [1, 2]) {
  for (const withValkey of [false, true]) rows.push(...(await measure(gateways, withValkey)));
}

const report = `# From sign-out to refusal

Milliseconds from sending \`POST /account/sign-out\` until the session's access token is first refused, at the last gateway
to do so; ${runs} runs each, one after the other, the whole built system on one machine, ${new Date().toISOString().slice(0, 10)}, Node.js ${process.version},
${cpus().length} × ${cpus()[0].model.trim()}. The token is sent to each gateway without pause meanwhile.

| Gateways | Told by | Ends | median | p99 | longest |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
writeFileSync(new URL('results/revocation.md', import.meta.url), report);
console.log(report);

async function measure(gateways, withValkey) {
  const valkey = withValkey ? await StartedValkey.start() : undefined;
  const system = await start(gateways, valkey?.url);
  const told = withValkey ? 'Valkey' : 'management port';
  const lines = [];
  for (const [name, body] of [
    ['this session', {}],
    ['all sessions', { everywhere: true }],
  ]) {
    const times = [];
    for (let run = 0; run < runs; run += 1) {
      const { users } = system;
      if (run > 0 && run % (users.length * signOutsPerMinute) === 0) await sleep(60_000);
      times.push(await signOutToRefusal(system, users[run % users.length], body));
    }
    times.sort((a, b) => a - b);
    const cells = [at(times, 0.5), at(times, 0.99), times.at(-1)].map((time) => time.toFixed(0));
    lines.push(`| ${gateways} | ${told} | ${name} | ${cells.join(' | ')} |`);
  }
  await system.stop();
  await valkey?.close();
  return lines;
}

async function signOutToRefusal({ urls }, user, body) {
  const credentials = { username: user.email, password: user.password };
  const signedIn = await post(`${urls[0]}/auth/token`, credentials);
  if (signedIn.status !== 200) throw new Error(`sign-in: ${signedIn.status}`);
  const { access_token: token } = await signedIn.json();
  for (const url of urls) {
    const status = await ask(url, token);
    if (status !== 200) throw new Error(`before sign-out: ${status}`);
  }
  const started = performance.now();
  const refused = urls.map((url) => untilRefused(url, token, started));
  const answer = await post(`${urls[0]}/account/sign-out`, body, token);
  if (answer.status !== 204) throw new Error(`sign-out: ${answer.status}`);
  return Math.max(...(await Promise.all(refused)));
}

async function untilRefused(url, token, started) {
  for (;;) {
    const status = await ask(url, token);
    if (status === 401) return performance.now() - started;
    if (status !== 200) throw new Error(`meanwhile: ${status}`);
  }
}

async function ask(url, token) {
  const answer = await fetch(`${url}/users/me`, { headers: { authorization: `Bearer ${token}` } });
  await answer.body?.cancel();
  return answer.status;
}

function post(url, body, token) {
  const headers = {
    'content-type': 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
  };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The built system, with a second gateway beside it where two are asked for. */
async function start(gateways, valkeyUrl) {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const ports = await freePorts(9);
  const [gateway, management, orders, users, emulator, database, second, secondManagement, smtp] =
    ports;
  const managementUrls = [management, secondManagement]
    .slice(0, gateways)
    .map((port) => `http://127.0.0.1:${port}`);
  const environment = {
    ...process.env,
    GATEHOUSE_LOCAL_DIRECTORY: directory,
    GATEWAY_PORT: `${gateway}`,
    GATEWAY_MANAGEMENT_PORT: `${management}`,
    ORDER_SERVICE_PORT: `${orders}`,
    USER_SERVICE_PORT: `${users}`,
    EMULATOR_PORT: `${emulator}`,
    EMULATOR_SMTP_PORT: `${smtp}`,
    DATABASE_PORT: `${database}`,
    // Told by one way alone, so that it is that way which is measured.
    GATEWAY_MANAGEMENT_URLS: valkeyUrl === undefined ? managementUrls.join() : '',
    ...(valkeyUrl === undefined ? {} : { VALKEY_URL: valkeyUrl }),
    LOG_LEVEL: 'error',
  };
  const system = run('tools/local/start-built.mjs', environment);
  const [line] = await once(createInterface({ input: system.stdout }), 'line');
  const { users: signIns } = JSON.parse(line);
  const others = [];
  if (gateways === 2) {
    const moved = {
      ...environment,
      GATEWAY_PORT: `${second}`,
      GATEWAY_MANAGEMENT_PORT: `${secondManagement}`,
    };
    others.push(run('tools/local/run-built.mjs', moved, ['gateway']));
    await untilReady(`http://127.0.0.1:${second}/health/ready`);
  }
  return {
    urls: [gateway, second].slice(0, gateways).map((port) => `http://127.0.0.1:${port}`),
    users: signIns.map(({ email, passwordFile }) => ({
      email,
      password: readFileSync(passwordFile, 'utf8').trim(),
    })),
    async stop() {
      for (const child of [...others, system]) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function run(script, env, args = []) {
  return spawn(process.execPath, [root + script, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function untilReady(url) {
  for (;;) {
    const ready = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}
