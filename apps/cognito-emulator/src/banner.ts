import type { RunningEmulator } from './server.js';

/**
 * What is printed at start, for the developer in front of it. It is the one place that shows client secrets: they are
 * made up for this emulator and open nothing else.
 */
export function banner({ url, publicUrl, services }: RunningEmulator): string {
  const { pools } = services;
  const lines = pools
    .all()
    .flatMap((pool) => [
      `  pool ${pool.name} ${pool.id}`,
      ...pools
        .clientsOf(pool.id)
        .map(({ name, id, secrets }) =>
          ['   ', name, id, ...secrets.slice(0, 1).map(({ value }) => value)].join(' '),
        ),
    ]);
  return [
    '',
    '  COGNITO EMULATOR - for development only, never for real users',
    `  ${publicUrl} (listening on ${url})`,
    `  console: ${publicUrl}/_emulator`,
    ...(lines.length === 0 ? ['  no pools yet: make one by API, or start with --template'] : lines),
    '',
    '',
  ].join('\n');
}
