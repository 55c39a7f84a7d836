/** An address at which no server listens: loopback's discard port. */
export const unreachable = 'http://127.0.0.1:9';

/** What surrounds a service under test. */
export interface ServiceSurroundings {
  /** The database, for a role that may migrate it unless `migrationUrl` names another. */
  readonly databaseUrl: string;
  /** The database for its migration role; null: the service does not migrate. */
  readonly migrationUrl?: string | null;
  /** The issuer of Txn-Tokens; absent: one whose keys cannot be fetched. */
  readonly gateway?: { readonly issuer: string; readonly jwksUri: string };
}

/** The environment of a service under test: on a free port and without a log. */
export function testEnvironment({
  databaseUrl,
  migrationUrl = databaseUrl,
  gateway = { issuer: 'gateway', jwksUri: `${unreachable}/jwks.json` },
}: ServiceSurroundings): Record<string, string> {
  return {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrl,
    ...(migrationUrl === null ? {} : { DATABASE_MIGRATION_URL: migrationUrl }),
    TXN_TOKEN_ISSUER: gateway.issuer,
    TXN_TOKEN_JWKS_URI: gateway.jwksUri,
  };
}
