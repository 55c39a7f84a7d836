import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resources, type StartedProcess, startProcess } from '@gatehouse/test-kit';
import { freePortSettings } from './free-port-settings.js';
import { type PrintedSystem, withLocalSecrets } from './local-secrets.js';
import type { SystemDescription } from './system-description.js';

const script = fileURLToPath(new URL('../../../tools/local/start-built.mjs', import.meta.url));

/** The built system, really started in a directory of its own on ports of its own. */
export class LocalSystem {
  private constructor(
    readonly description: SystemDescription,
    private readonly process: StartedProcess,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /**
   * Starts a system and creates the demo's users.
   * @param settings variables of its processes, such as `GATEHOUSE_MFA`
   * @throws Error with the output of a process that ends instead
   */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<LocalSystem> {
    const directory = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
    const resources = new Resources();
    resources.add(() => rm(directory, { recursive: true, force: true }));
    const environment = {
      ...(process.env as Record<string, string>),
      GATEHOUSE_LOCAL_DIRECTORY: directory,
      ...(await freePortSettings()),
      LOG_LEVEL: 'error',
      // A function of the pool may be slow on a busy machine.
      EMULATOR_FUNCTION_TIMEOUT_SECONDS: '120',
      // So may user-service be, which order-service asks about customers.
      USER_SERVICE_DEADLINE_MILLISECONDS: '60000',
      USER_SERVICE_HEAD_TIMEOUT_MILLISECONDS: '60000',
      ...settings,
    };
    return resources.open(() => LocalSystem.startIn(environment));
  }

  /** Ends every process and starts all again on what they left behind. */
  async restart(): Promise<LocalSystem> {
    const code = await this.process.stop();
    if (code !== 0) throw new Error(`a process ended badly:\n${this.process.output}`);
    return LocalSystem.startIn(this.environment);
  }

  async stop(): Promise<void> {
    await this.process.stop();
    await rm(this.description.localDirectory, { recursive: true, force: true });
  }

  private static async startIn(environment: Readonly<Record<string, string>>) {
    const resources = new Resources();
    const started = await resources.add(startProcess({ script, environment }));
    return resources.open(async () => {
      const line = await started.outputLine((text) => text.startsWith('{'));
      const description = withLocalSecrets(JSON.parse(line) as PrintedSystem);
      return new LocalSystem(description, started, environment);
    });
  }
}
