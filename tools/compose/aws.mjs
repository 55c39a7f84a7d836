import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
    USER_SERVICE_CLIENT_ID: 'users000000000000000000000',
    USER_SERVICE_MACHINE_CLIENT_ID: 'machine00000000000000000',
    ORDER_SERVICE_CLIENT_ID: 'orders00000000000000000000',
    USER_SERVICE_CLIENT_SECRET_FILE: secretFile('user-service'),
    USER_SERVICE_MACHINE_CLIENT_SECRET_FILE: secretFile('user-service-machine'),
    ORDER_SERVICE_CLIENT_SECRET_FILE: secretFile('order-service'),
    AWS_CREDENTIALS_FILE: secretFile(
      'aws-credentials',
      (secret) => `[default]\naws_access_key_id = none\naws_secret_access_key = ${secret}`,
    ),
    TXN_TOKEN_PRIVATE_KEY_FILE: '',
    ORDERS_DATABASE_PASSWORD_FILE: secretFile('orders-database-password'),
  };
  return { environment, secrets, remove: () => rmSync(folder, { recursive: true }) };
}
