import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Resources } from '@gatehouse/test-kit';
import { compiledProgram } from '@gatehouse/test-kit/internal/compiled-program';
import { request } from './attack.js';
import { sendRaw } from './raw-client.js';

const pollMilliseconds = 50;
const main = new URL('../main.ts', import.meta.url);
/** Loaded into the gateway's process before it starts: reports its memory, after a collection, when asked. */
const memoryReporter = `data:text/javascript,${encodeURIComponent(`
  process.on('message', () => { globalThis.gc(); process.send(process.memoryUsage()); });
  process.channel.unref();
`)}`;

/** A gateway in a process of its own. */
export class GatewayProcess {
  /** What it has written to its log and to its standard error. */
  output = '';

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
  }

  /** @throws Error with its output when it does not start */
  static async start(
    resources: Pick<Resources, 'add'>,
    port: number,
    environment: Readonly<Record<string, string>>,
  ): Promise<GatewayProcess> {
    const options = ['--expose-gc', '--import', memoryReporter];
    const child = spawn(process.execPath, [...options, await compiledProgram(main)], {
      env: { ...environment, PORT: `${port}` },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const gateway = new GatewayProcess(`http://127.0.0.1:${port}`, child);
    // Ends the process also when it runs and never becomes ready.
    resources.add(() => child.kill('SIGKILL'));
    while (!(await gateway.isUp())) {
      if (!gateway.isRunning) throw new Error(`the gateway did not start:\n${gateway.output}`);
      await once(child, 'exit', { signal: AbortSignal.timeout(pollMilliseconds) }).catch(() => 0);
    }
    return gateway;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Heap and resident set, in bytes. */
  async memory(): Promise<NodeJS.MemoryUsage> {
    this.child.send('memory');
    const [usage] = (await once(this.child, 'message')) as [NodeJS.MemoryUsage];
    return usage;
  }

  async close(): Promise<void> {
    if (!this.isRunning) return;
    this.child.kill();
    await once(this.child, 'exit');
  }

  private async isUp(): Promise<boolean> {
    const { answers } = await sendRaw(this.url, request('GET /health HTTP/1.1', ['Host: x']));
    return answers[0]?.status === 200;
  }
}
