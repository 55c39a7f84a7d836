import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The command line of a running process; undefined when there is no such process. */
export function commandOf(pid: number): string | undefined {
  return process.platform === 'linux'
    ? readProc(pid, 'cmdline')?.replaceAll('\0', ' ')
    : askPs(pid, 'command=');
}

/**
 * When a process started, in a form only good for comparison: together with the process id it names one
 * process for good, where the id alone is given again to another.
 */
export function startOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return askPs(pid, 'lstart=');
  // proc_pid_stat(5): field 22; the second field is in brackets and may hold spaces.
  const stat = readProc(pid, 'stat');
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

/** Signals a process that may have ended in the meantime. */
export function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function askPs(pid: number, column: string): string | undefined {
  try {
    const answer = execFileSync('ps', ['-o', column, '-p', String(pid)], { stdio: 'pipe' });
    return answer.toString().trim();
  } catch {
    return undefined;
  }
}
