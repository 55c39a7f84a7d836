import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** Events of one edit come together, and several looks at the same files tell no more than one. */
const gatherMilliseconds = 20;
/** Files that were the same for so long are taken for the end of an edit. */
const quietMilliseconds = 50;
/** A child that ends in its own time needs less; one that hangs is not waited for. */
const graceMilliseconds = 8_000;

/**
 * Runs one child at a time, always of the newest sources: it is ended and started again after every change of its
 * sources. A child that ends by itself is started again by the next change.
 */
export class Supervisor {
  #parts;
  #child;
  #stopping = false;
  #noticed = false;
  #wake = () => undefined;

  /**
   * @param parts
   *   start(): the child process of the sources as they are
   *   read(): the state of the sources
   *   changes(before, after): what differs between two states
   *   restarting(changed), running(child, signal), failed(child, code, signal): reports; `failed` may return a promise
   *   that resolves when another start is worth trying. The signal ends what they do.
   */
  constructor(parts) {
    this.#parts = { grace: graceMilliseconds, ...parts };
  }

  /** The sources may have changed. */
  notice() {
    this.#noticed = true;
    this.#wake();
  }

  /** Ends the child with this signal, and once it has ended `run` returns. A later signal is passed on too. */
  stop(signal) {
    if (!this.#stopping && this.#child !== undefined) this.#killAfterGrace(this.#child);
    this.#stopping = true;
    this.#child?.kill(signal);
    this.#wake();
  }

  async run() {
    while (!this.#stopping) {
      const started = await this.#settled();
      if (this.#stopping) return;
      this.#child = this.#parts.start();
      await this.#untilReplaced(this.#child, started);
      this.#child = undefined;
    }
  }

  /** Resolves once the child has ended and another is to be started, or none. */
  async #untilReplaced(child, started) {
    const over = new AbortController();
    const exited = exitOf(child);
    const changed = this.#changed(started, over.signal);
    void this.#parts.running(child, over.signal);
    const first = await Promise.race([exited.then(() => 'exit'), changed.then(() => 'change')]);
    if (first === 'exit' && !this.#stopping) await this.#untilWorthTrying(child, exited, changed);
    over.abort();
    if (this.#stopping) return void (await exited);
    const files = await changed;
    if (files.length > 0) this.#parts.restarting(files);
    await this.#end(child, exited);
  }

  async #untilWorthTrying(child, exited, changed) {
    const down = new AbortController();
    const retry = this.#parts.failed(child, await exited, down.signal);
    await Promise.race([changed, retry ?? changed]);
    down.abort();
  }

  /** What has changed since the start; nothing when the wait was given up. */
  async #changed(started, signal) {
    signal.addEventListener('abort', () => this.#wake(), { once: true });
    while (!signal.aborted && !this.#stopping) {
      if (this.#noticed) {
        await pause(gatherMilliseconds);
        this.#noticed = false;
        const files = this.#parts.changes(started, this.#parts.read());
        if (files.length > 0) return files;
      } else await new Promise((resolve) => (this.#wake = resolve));
    }
    return [];
  }

  async #end(child, exited) {
    this.#killAfterGrace(child);
    child.kill('SIGTERM');
    await exited;
  }

  #killAfterGrace(child) {
    if (hasExited(child)) return;
    const timer = setTimeout(() => child.kill('SIGKILL'), this.#parts.grace);
    child.once('exit', () => clearTimeout(timer));
  }

  async #settled() {
    let state = this.#parts.read();
    while (!this.#stopping) {
      await pause(quietMilliseconds);
      const next = this.#parts.read();
      if (this.#parts.changes(state, next).length === 0) return next;
      state = next;
    }
    return state;
  }
}

const hasExited = (child) => child.exitCode !== null || child.signalCode !== null;

/** The exit code, or the signal that ended the child, or why there is none. */
async function exitOf(child) {
  try {
    const [code, signal] = await once(child, 'exit');
    return code ?? signal;
  } catch (error) {
    return error.code ?? error.message;
  }
}
