/** Waits until the local system is ready, makes two users to try it with, and says how. */
import { services } from '../../libs/services/src/services.mjs';
import { demoUsers } from './demo-users.mjs';
import { endWithParent } from './end-with-parent.mjs';
import { keptSecret, secretPath } from './secrets.mjs';
import { seedDemoUsers } from './seed-demo-users.mjs';
import { emulatorUrl, gatewayUrl, pool, ports } from './settings.mjs';

const pollMilliseconds = 100;
const reportMilliseconds = 30_000;
const users = demoUsers();

// On Node.js 20 the SDK would print ten lines about versions to come.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const keepAlive = setInterval(() => undefined, 60_000);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
endWithParent(() => process.exit(0));

await ready('cognito-emulator');
try {
  await seedDemoUsers({ endpoint: emulatorUrl, poolId: pool.id, users });
} catch (error) {
  console.error(`demo: the users could not be created (${error.name}: ${error.message}).`);
  process.exit(1);
}
await Promise.all([...services.map(({ name }) => name), 'gateway'].map(ready));
console.log(banner());
if (process.argv.includes('--once')) clearInterval(keepAlive);

async function ready(app) {
  const url = `http://127.0.0.1:${ports[app]}/health`;
  const report = () =>
    console.error(`Gatehouse is not ready yet: ${app} does not respond with 200 at ${url}.`);
  const timer = setInterval(report, reportMilliseconds);
  while (!(await isHealthy(url))) {
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
  clearInterval(timer);
}

async function isHealthy(url) {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Not listening yet.
    return false;
  }
}

/** Passwords and secrets are printed on a terminal only: any other output may be stored or sent on as a log. */
function banner() {
  const [customer, support] = users;
  const partner = { id: pool.clients.partner, secretFile: secretPath('partner') };
  const shown = (secret, file) => (process.stdout.isTTY ? secret : `(in ${file})`);
  const pick = `sed -E 's/.*"access_token":"([^"]+)".*/\\1/'`;
  const body = `{\\"username\\":\\"${customer.email}\\",\\"password\\":\\"$(cat '${customer.passwordFile}')\\"}`;
  const signIn = `curl -s ${gatewayUrl}/auth/token -H 'Content-Type: application/json' -d "${body}"`;
  const machine = `curl -s ${emulatorUrl}/oauth2/token -u "${partner.id}:$(cat '${partner.secretFile}')" -d grant_type=client_credentials -d scope=orders/read`;
  return `
Gatehouse is ready.

  gateway    ${gatewayUrl} (its API to read and to try: ${gatewayUrl}/docs)
  Cognito    ${emulatorUrl} (emulator; its console, with sent messages: ${emulatorUrl}/_emulator)
  customer   ${customer.email}  ${shown(customer.password, customer.passwordFile)}
  support    ${support.email}  ${shown(support.password, support.passwordFile)}
             (a customer until it signs in with a second factor: docs/how-to/accounts.md)
  partner    client id ${partner.id}  secret ${shown(keptSecret('partner'), partner.secretFile)}

A user signs in and sees their orders:
curl -s ${gatewayUrl}/orders -H "Authorization: Bearer $(${signIn} | ${pick})"

A machine gets a token and sees its orders:
curl -s ${gatewayUrl}/orders -H "Authorization: Bearer $(${machine} | ${pick})"

The same machine asks for a profile and is refused:
curl -si ${gatewayUrl}/users/00000000-0000-0000-0000-000000000000 -H "Authorization: Bearer $(${machine} | ${pick})"
`;
}
