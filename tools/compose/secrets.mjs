import assert from 'node:assert/strict';
import { compose, containers, docker, everyContainer, logsOf, serviceOf } from './compose.mjs';

/** Files under /settings that hold no secret: ids, addresses, and the credentials that the emulator accepts from all. */
const notSecret = /(-id|-ids|-issuer|-uri|peer-clients|aws-credentials)$/;

/** Every secret that the containers were given, read through the container that writes them. */
export async function readGivenSecrets() {
  const script = `
    const { readdirSync, readFileSync } = require('node:fs');
    const files = readdirSync('/settings', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [name, readFileSync(parentPath + '/' + name, 'utf8')]);
    console.log(JSON.stringify(files));`;
  const files = JSON.parse(
    await compose('run', '--rm', '--no-deps', '-T', 'settings', 'node', '-e', script),
  );
  const secrets = files.filter(([name]) => !notSecret.test(name)).map(([, text]) => text);
  assert.ok(secrets.length >= 15, 'secrets are missing');
  return [...new Set(secrets.flatMap(parts))];
}

/** The superuser's password, which no service is given. */
export async function superuserPassword() {
  const path = '/settings/postgres/postgres-password';
  const password = await compose('run', '--rm', '--no-deps', '-T', 'settings', 'cat', path);
  assert.notEqual(password, '');
  return password;
}

/** What would give a secret away: the text, its lines, the password of a URL or of a configuration line. */
function parts(text) {
  const lines = text.split('\n').filter((line) => line.length > 8 && !line.startsWith('-----'));
  const passwords = lines.flatMap((line) => [
    ...(URL.canParse(line) ? [decodeURIComponent(new URL(line).password)] : []),
    ...(line.match(/^requirepass "(.+)"$/)?.slice(1) ?? []),
  ]);
  return [...lines, ...passwords].filter((part) => part !== '');
}

/** Neither `docker inspect` nor the environment of a process shows a secret, in containers that have ended either. */
export async function secretsStayOutOfEnvironments(secrets) {
  for (const container of await everyContainer()) {
    const known = JSON.stringify(container);
    assert.ok(
      !secrets.some((secret) => known.includes(secret)),
      `${container.Name} shows a secret`,
    );
  }
  for (const { Id, Name } of await containers()) {
    const script = 'cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null || true';
    const shown = await docker('exec', Id, 'bash', '-c', script);
    assert.ok(shown.includes('PATH='), `${Name}: no environment could be read`);
    assert.ok(
      !secrets.some((secret) => shown.includes(secret)),
      `${Name} has a secret in a variable`,
    );
  }
}

/** Secrets are in no log but the emulator's banner. */
export async function secretsStayOutOfLogs(secrets) {
  for (const container of await everyContainer()) {
    if (serviceOf(container) === 'cognito-emulator') continue;
    const logs = await logsOf(container);
    for (const secret of secrets)
      assert.ok(!logs.includes(secret), `${container.Name} logs a secret`);
  }
}
