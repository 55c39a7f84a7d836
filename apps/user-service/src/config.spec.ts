import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfigError,
  describeSettings,
  loadConfig,
  missingSettings,
} from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { signOutLimits } from './account/sign-out-limiter.js';
import { signOutLimitsOf } from './account/sign-out-settings.js';
import { userServiceConfig } from './config.js';
import { cognitoLimits } from './identity-provider/cognito-client.js';
import { cognitoLimitsOf } from './identity-provider/cognito-settings.js';
import { mailLimits } from './mail/mail-limits.js';
import { mailLimitsOf } from './mail/mail-settings.js';
import {
  gatewayCallLimits,
  revocationLimits,
  valkeyLimits,
} from './revocations/revocation-limits.js';
import {
  gatewayCallLimitsOf,
  revocationLimitsOf,
  valkeyLimitsOf,
} from './revocations/revocation-settings.js';

const least = {
  DATABASE_URL: 'postgres://users:secret@db:5432/users',
  COGNITO_REGION: 'eu-west-1',
  COGNITO_CLIENT_ID: 'client',
  COGNITO_CLIENT_SECRET: 'secret',
  COGNITO_ACCOUNT_CLIENT_ID: 'account-client',
  COGNITO_ACCOUNT_CLIENT_SECRET: 'account-secret',
  COGNITO_ISSUER: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI',
  TXN_TOKEN_JWKS_URI: 'http://gateway:3000/.well-known/txn-token-jwks.json',
};

describe('userServiceConfig', () => {
  const resources = useResources();

  it('runs as in production unless told otherwise, and rejects other spellings', () => {
    expect(loadConfig(userServiceConfig, least).NODE_ENV).toBe('production');
    const load = () => loadConfig(userServiceConfig, { ...least, NODE_ENV: 'Production' });
    expect(load).toThrow('NODE_ENV: must be production, development or test');
  });

  it('needs little: AWS, loopback and no peers unless told', () => {
    const config = loadConfig(userServiceConfig, least);
    expect(config).toMatchObject({ PORT: 3002, HOST: '127.0.0.1', TXN_TOKEN_ISSUER: 'gateway' });
    expect(config.COGNITO_ENDPOINT).toBeUndefined();
    expect(config).toMatchObject({ TXN_TOKEN_AUDIENCE: 'user-service' });
    expect(config.PEER_CLIENTS).toBeUndefined();
  });

  it.each(['COGNITO_ACCOUNT_CLIENT_ID', 'COGNITO_ACCOUNT_CLIENT_SECRET'])(
    'requires %s, or a file with it',
    (name) => {
      const { [name]: value, ...others } = least as Record<string, string>;
      const load = () => loadConfig(userServiceConfig, others);
      expect(load).toThrow(`${name}: is missing`);
      const directory = resources.add(mkdtempSync(join(tmpdir(), 'settings-')), (path) =>
        rmSync(path, { recursive: true }),
      );
      const file = join(directory, 'value');
      writeFileSync(file, `${value}\n`);
      const config = loadConfig(userServiceConfig, { ...others, [`${name}_FILE`]: file });
      expect(config).toMatchObject({ [name]: value });
    },
  );

  it('has the usual limits as defaults, and those that are set', () => {
    const usual = loadConfig(userServiceConfig, least);
    expect(cognitoLimitsOf(usual)).toEqual(cognitoLimits);
    expect(signOutLimitsOf(usual)).toEqual(signOutLimits);
    expect(revocationLimitsOf(usual)).toEqual(revocationLimits);
    expect(gatewayCallLimitsOf(usual)).toEqual(gatewayCallLimits);
    expect(valkeyLimitsOf(usual)).toEqual(valkeyLimits);
    expect(mailLimitsOf(usual)).toEqual(mailLimits);
    const config = loadConfig(userServiceConfig, {
      ...least,
      COGNITO_CONNECT_TIMEOUT_MILLISECONDS: '11',
      COGNITO_TIMEOUT_MILLISECONDS: '12',
      COGNITO_ATTEMPTS: '3',
      SIGN_OUTS_PER_MINUTE: '14',
      SIGN_OUT_PROOFS_PER_MINUTE: '13',
      SIGN_OUT_COUNTERS: '115',
      REVOCATION_DEADLINE_SECONDS: '16',
      REVOCATION_CATCH_UP_MILLISECONDS: '117',
      REVOCATION_RETRY_PAUSE_MILLISECONDS: '18',
      REVOCATION_REPORT_AFTER_SECONDS: '19',
      REVOCATION_CLEANUP_SECONDS: '20',
      REVOCATION_USAGE_SECONDS: '21',
      REVOCATION_RECOUNT_SECONDS: '22',
      GATEWAY_CONNECTIONS: '23',
      GATEWAY_TIMEOUT_MILLISECONDS: '24',
      GATEWAY_CONNECT_TIMEOUT_MILLISECONDS: '25',
      VALKEY_CONNECT_TIMEOUT_MILLISECONDS: '126',
      VALKEY_COMMAND_TIMEOUT_MILLISECONDS: '127',
      VALKEY_SILENCE_TIMEOUT_MILLISECONDS: '328',
      VALKEY_RECONNECT_PAUSE_MILLISECONDS: '129',
      MAIL_QUEUE_LENGTH: '30',
      MAIL_CONNECTIONS: '31',
      MAIL_PER_SECOND: '32',
      MAIL_TIMEOUT_SECONDS: '33',
      MAIL_POLL_MILLISECONDS: '134',
      MAIL_RETRY_SECONDS: '35',
      MAIL_MAX_RETRY_SECONDS: '36',
      MAIL_ATTEMPTS: '37',
      MAIL_MAX_AGE_HOURS: '38',
      MAIL_REPORT_AFTER_SECONDS: '39',
    });
    expect(cognitoLimitsOf(config)).toEqual({
      connectMilliseconds: 11,
      requestMilliseconds: 12,
      attempts: 3,
    });
    expect(signOutLimitsOf(config)).toEqual({
      perUserAndMinute: 14,
      proofsPerSessionAndMinute: 13,
      maxCounters: 115,
    });
    expect(revocationLimitsOf(config)).toEqual({
      deliveryMilliseconds: 16_000,
      catchUpMilliseconds: 117,
      retryPauseMilliseconds: 18,
      reportAfterMilliseconds: 19_000,
      removeExpiredMilliseconds: 20_000,
      watchUsageMilliseconds: 21_000,
      recountMilliseconds: 22_000,
    });
    expect(gatewayCallLimitsOf(config)).toEqual({
      connections: 23,
      deadlineMilliseconds: 24,
      connectTimeoutMilliseconds: 25,
    });
    expect(valkeyLimitsOf(config)).toEqual({
      connectMilliseconds: 126,
      commandMilliseconds: 127,
      silenceMilliseconds: 328,
      reconnectPauseMilliseconds: 129,
    });
    expect(mailLimitsOf(config)).toEqual({
      queued: 30,
      connections: 31,
      perSecond: 32,
      sendMilliseconds: 33_000,
      pollMilliseconds: 134,
      retryMilliseconds: 35_000,
      maxRetryMilliseconds: 36_000,
      attempts: 37,
      maxAgeMilliseconds: 38 * 3_600_000,
      reportAfterMilliseconds: 39_000,
    });
  });

  it('counts fewer refresh tokens than sign-outs', () => {
    const load = () => loadConfig(userServiceConfig, { ...least, SIGN_OUTS_PER_MINUTE: '5' });
    expect(load).toThrow('SIGN_OUT_PROOFS_PER_MINUTE: must be less than SIGN_OUTS_PER_MINUTE');
  });

  it.each([
    ['COGNITO_REGION', 'eu west'],
    ['COGNITO_ENDPOINT', 'cognito'],
    ['SESSION_LIFETIME_SECONDS', '3599'],
    ['REVOCATION_DEADLINE_SECONDS', '0'],
    ['REVOCATION_CATCH_UP_MILLISECONDS', '49'],
    ['REVOCATION_RECOUNT_SECONDS', '61'],
    ['COGNITO_ATTEMPTS', '11'],
    ['COGNITO_TIMEOUT_MILLISECONDS', '5s'],
    ['SIGN_OUTS_PER_MINUTE', '1'],
    ['SIGN_OUT_COUNTERS', '99'],
    ['GATEWAY_TIMEOUT_MILLISECONDS', '-900'],
    ['VALKEY_SILENCE_TIMEOUT_MILLISECONDS', '1e3'],
    ['VALKEY_URL', 'http://valkey'],
    ['SMTP_URL', 'https://mail.example.com'],
    ['SMTP_URL', 'smtp://'],
    ['MAIL_FROM', 'Gatehouse'],
    ['MAIL_FROM', 'a@example.com\nBcc: b@example.com'],
    ['MAIL_PER_SECOND', '0'],
  ])('refuses %s of %j', (name, value) => {
    const load = () => loadConfig(userServiceConfig, { ...least, [name]: value });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(`\n  ${name}: `);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['neither gateways nor a Valkey', {}, []],
    ['a Valkey alone', { VALKEY_URL: 'redis://valkey' }, []],
    ['a mail server without a sender', { SMTP_URL: 'smtp://mail' }, ['MAIL_FROM']],
    [
      'gateways without the client that may tell them',
      { GATEWAY_MANAGEMENT_URLS: 'http://gateway:3100' },
      ['COGNITO_TOKEN_URL', 'COGNITO_MACHINE_CLIENT_ID', 'COGNITO_MACHINE_CLIENT_SECRET'],
    ],
  ])('with %s misses what is missing', (_name, given, missing) => {
    const values = new Map(Object.entries({ NODE_ENV: 'test', ...given }));
    expect(missingSettings(userServiceConfig)(values)).toEqual(missing);
  });
});

describe('the page of settings', () => {
  it('lists every setting with its type and meaning, and no other', () => {
    const page = readFileSync(
      new URL('../../../docs/reference/settings.md', import.meta.url),
      'utf8',
    );
    const [, section = ''] = page.split('\n## user-service\n');
    const [own = ''] = section.split('\n## ');
    const rows = [...own.matchAll(/^\| `(\w+)` \| (.+?) \| .+ \| (.+) \|$/gm)];
    expect(rows.map(([, ...cells]) => cells)).toEqual(
      describeSettings(userServiceConfig).map(({ name, type, description }) => [
        name,
        type,
        description,
      ]),
    );
  });
});
