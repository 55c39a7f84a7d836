import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services, variablePrefix } from '../../libs/services/src/services.mjs';
import { clientsOf } from './services.mjs';

/** What docker-compose.aws.yml is given: a pool that does not exist, and secrets in files. */
export function describeAws() {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-compose-'));
  const secrets = [];
  const secretFile = (name, textOf = (secret) => secret) => {
    const secret = randomBytes(24).toString('hex');
    secrets.push(secret);
    const path = join(folder, name);
    writeFileSync(path, `${textOf(secret)}\n`);
    // Containers run as other users than this process.
    chmodSync(path, 0o644);
    return path;
  };
  const environment = {
    COMPOSE_FILE: 'docker-compose.yml:docker-compose.aws.yml',
    COGNITO_REGION: 'eu-west-1',
    COGNITO_ISSUER: 'https://cognito.invalid/eu-west-1_AbCdEfGhI',
    COGNITO_CLIENT_IDS: 'web0000000000000000000000',
    COGNITO_TOKEN_URL: 'https://cognito.invalid/oauth2/token',
    ...Object.fromEntries(
      services.flatMap(clientsOf).flatMap((client) => [
        [`${variablePrefix(client)}_CLIENT_ID`, `${client.replaceAll('-', '')}0000000000`],
        [`${variablePrefix(client)}_CLIENT_SECRET_FILE`, secretFile(client)],
      ]),
    ),
    AWS_CREDENTIALS_FILE: secretFile(
      'aws-credentials',
      (secret) => `[default]\naws_access_key_id = none\naws_secret_access_key = ${secret}`,
    ),
    TXN_TOKEN_PRIVATE_KEY_FILE: '',
    [`${variablePrefix(services[0].database)}_DATABASE_PASSWORD_FILE`]:
      secretFile('database-password'),
  };
  return { environment, secrets, remove: () => rmSync(folder, { recursive: true }) };
}
