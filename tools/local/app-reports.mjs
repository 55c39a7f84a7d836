import { once } from 'node:events';
import { relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openingFault } from './free-ports.mjs';
import {
  acceptsConnections,
  databasesOf,
  dependantsOf,
  portNamesOf,
  unavailable,
  until,
} from './readiness.mjs';
import { ports } from './settings.mjs';
import { root, settingsFiles } from './sources.mjs';

const slowMilliseconds = 5_000;
const repeatMilliseconds = 30_000;
/** The errors of a child may arrive after its end. */
const outputMilliseconds = 500;
const mostReasonCharacters = 2_000;
const mostFiles = 3;

/** What a developer is told about one app: that it restarts, is ready, is slow to start, or has ended. */
export class AppReports {
  #app;
  #reasons = new WeakMap();
  #isSlow = false;
  #starts = 0;

  constructor(app) {
    this.#app = app;
  }

  /** Forwards a child's error output, and stores its last part as the reason if the child ends. */
  listenTo(child) {
    this.#reasons.set(child, '');
    child.stderr.pipe(process.stderr, { end: false });
    child.stderr.on('data', (chunk) => {
      const text = this.#reasons.get(child) + chunk;
      this.#reasons.set(child, text.slice(-mostReasonCharacters));
    });
  }

  restarting(files) {
    const more = files.length > mostFiles ? ` and ${files.length - mostFiles} more` : '';
    this.#say(`restarts: ${files.slice(0, mostFiles).join(', ')}${more} changed.`);
  }

  /** Until the signal: reports that the app accepts connections, or why it may be that it does not. */
  async running(signal) {
    this.#isSlow = false;
    this.#starts += 1;
    const started = performance.now();
    const waiting = new AbortController();
    signal.addEventListener('abort', () => waiting.abort(), { once: true });
    void this.#reportWait(waiting.signal);
    const isReady = await until(() => acceptsConnections(this.#app), signal);
    waiting.abort();
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    if (isReady && this.#starts > 1) this.#say(`ready again after ${seconds} s.`);
  }

  async #reportWait(signal) {
    const started = performance.now();
    await wait(slowMilliseconds, signal);
    while (!signal.aborted) {
      this.#isSlow = true;
      const absent = await unavailable(databasesOf(this.#app));
      const isLong = performance.now() - started > repeatMilliseconds;
      if (!signal.aborted && (absent.length > 0 || isLong)) this.#say(notReady(absent));
      await wait(repeatMilliseconds, signal);
    }
  }

  /**
   * Reports that the app has ended, and repeats it until the signal.
   *
   * @returns a promise that resolves when the app may start without an edit: its port is free, or what it waited for is
   *   available
   */
  async failed(child, ending, signal) {
    const absent = this.#isSlow ? await unavailable(databasesOf(this.#app)) : [];
    const fault = await this.#portFault();
    await Promise.race([once(child.stderr, 'end'), pause(outputMilliseconds)]);
    void this.#repeat(child, this.#endText(ending, { absent, fault }), signal);
    if (fault !== undefined) await until(async () => !(await this.#portFault()), signal);
    else if (absent.length > 0) await until(() => areAvailable(absent), signal);
    else await once(signal, 'abort');
  }

  #endText(ending, { absent, fault }) {
    const how = typeof ending === 'number' ? `exit code ${ending}` : ending;
    const files = settingsFiles(this.#app).map((path) => relative(root, path));
    const edit = `when ${['its sources', ...files].join(' or ')} change`;
    const sooner =
      fault === undefined
        ? absent.map((name) => `${name} accepts connections`).join(' and ')
        : 'the port is free';
    const dependants = dependantsOf(this.#app);
    return [
      `(${how}).`,
      ...(fault === undefined ? [] : [fault]),
      `It starts again ${edit}${sooner === '' ? '' : `, or once ${sooner}`}.`,
      ...(dependants.length === 0 ? [] : [`Apps that need it: ${dependants.join(', ')}.`]),
    ].join(' ');
  }

  async #repeat(child, text, signal) {
    if (!signal.aborted) this.#say(`not running ${text}`);
    await wait(repeatMilliseconds, signal);
    while (!signal.aborted) {
      const reason = this.#reasons.get(child).trimEnd();
      this.#say(['still not running ' + text, ...reason.split('\n')].join('\n  '));
      await wait(repeatMilliseconds, signal);
    }
  }

  async #portFault() {
    for (const name of portNamesOf(this.#app)) {
      const fault = await openingFault(name);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  #say(text) {
    console.error(`${this.#app}: ${text}`);
  }
}

const areAvailable = async (apps) => (await unavailable(apps)).length === 0;

const wait = (milliseconds, signal) =>
  pause(milliseconds, undefined, { signal }).catch(() => undefined);

function notReady(absent) {
  if (absent.length === 0) return 'not ready yet. LOG_LEVEL=info shows more of its start.';
  const names = absent.map((name) => `${name} on port ${ports[name]}`).join(', ');
  return (
    `not ready: it waits for ${names}. Start all apps with: npx nx serve gateway. ` +
    'If they were started, the lines of what it waits for say why.'
  );
}
