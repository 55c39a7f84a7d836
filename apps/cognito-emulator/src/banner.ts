import type { RunningServer } from './server.js';

export interface BannerOptions {
  /** True only for a terminal: any other output may be stored or sent on as a log. */
  readonly showsSecrets: boolean;
}

const whereSecretsAre =
  '  client secrets are printed on a terminal only; the console and DescribeUserPoolClient show them';

/** Returns what is printed at start: addresses, and pools with their clients. */
export function banner(
  { url, smtpUrl, publicUrl, services }: RunningServer,
  { showsSecrets }: BannerOptions,
): string {
  const { pools } = services;
  const lines = pools.all().flatMap((pool) => [
    `  pool ${pool.name} ${pool.id}`,
    ...pools.clientsOf(pool.id).map(({ name, id, secrets: [secret] }) => {
      const shown = showsSecrets && secret !== undefined ? ` ${secret.value}` : '';
      return `    ${name} ${id}${shown}`;
    }),
  ]);
  const hasSecrets = pools
    .all()
    .some(({ id }) => pools.clientsOf(id).some(({ secrets }) => secrets.length > 0));
  return [
    '',
    '  COGNITO EMULATOR - for development only, never for real users',
    `  ${publicUrl} (listening on ${url})`,
    `  console: ${publicUrl}/_emulator`,
    ...(smtpUrl === undefined ? [] : [`  mail: ${smtpUrl}`]),
    ...(lines.length === 0 ? ['  no pools yet: make one by API, or start with --template'] : lines),
    ...(hasSecrets && !showsSecrets ? [whereSecretsAre] : []),
    '',
    '',
  ].join('\n');
}
