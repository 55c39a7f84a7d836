import { spawn } from 'node:child_process';

/**
 * Blocks on a pipe from this process. Its end, however this process dies, is the signal to shut the server
 * down, and to remove its folder when that was temporary.
 */
const script = `
read -r _
kill -INT "$1" 2>/dev/null
[ -n "$2" ] || exit 0
tries=0
while [ $tries -lt 100 ] && [ -e "$2/data/postmaster.pid" ]; do
  tries=$((tries + 1))
  sleep 0.1
done
rm -rf "$2"
`;

/**
 * Makes sure that a server doesn't outlive this process, not even after kill -9.
 *
 * @returns a function that ends the watch, to be called when the server has ended.
 */
export function watchOverServer(pid: number, temporaryFolder?: string): () => void {
  const watcher = spawn(
    '/bin/sh',
    ['-c', script, 'watch-postgres', String(pid), temporaryFolder ?? ''],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' },
  );
  watcher.unref();
  return () => {
    watcher.kill('SIGKILL');
  };
}
