/** Prints .env.example, made from the secrets of docker-compose.yml: `node tools/compose/env-example.mjs`. */
import { secretFiles } from './services.mjs';

const clientSecretRule = '24 to 64 characters, letters, digits and _';
const rules = {
  'security-log-key': 'At least 32 characters',
  'sealing-key': 'At least 32 characters',
  'txn-token-private-key': 'PEM of a P-256 key',
};

let rule;
const lines = secretFiles.flatMap(([secret, variable]) => {
  const ownRule = secret.endsWith('-client-secret') ? clientSecretRule : rules[secret];
  const heading = ownRule === undefined || ownRule === rule ? [] : [`# ${ownRule}`];
  rule = ownRule;
  return [...heading, `#${variable}=./secrets/${secret}`];
});

console.log(`# Files with secrets that \`docker compose up\` would otherwise create and store on its volumes, one secret a file. Copy to
# .env. Keep the files out of the repository, ./secrets for instance, readable by user id 1000.
${lines.join('\n')}
# With docker-compose.valkey.yml: printable ASCII
#VALKEY_PASSWORD_FILE=./secrets/valkey-password
# Where the gateway and the emulator answer on this machine.
#GATEWAY_PORT=3000
#EMULATOR_PORT=9500`);
