const { ModuleMocker } = require('jest-mock');

/** Where jest-circus looks for the timeout of a spec file, as `jest.setTimeout()` sets it. */
const timeoutSymbol = Symbol.for('TEST_TIMEOUT_SYMBOL');

/**
 * A Jest environment without a VM context: spec files run in the realm of the worker. A spec file whose tests take
 * longer than others, because they start programs or browsers, begins with a comment that has `@timeoutSeconds 60`.
 */
module.exports = class NativeEnvironment {
  global = globalThis;
  fakeTimers = null;
  fakeTimersModern = null;
  moduleMocker = new ModuleMocker(globalThis);
  #console = globalThis.console;
  #exit = process.exit;
  #timeoutMilliseconds;

  constructor({ globalConfig }, { docblockPragmas }) {
    const milliseconds = Number(docblockPragmas.timeoutSeconds ?? 0) * 1_000;
    this.#timeoutMilliseconds = Math.max(milliseconds, globalConfig.testTimeout ?? 0);
  }

  /** Node.js maps positions in stack traces itself. Jest has installed a formatter that does not know these sources. */
  async setup() {
    Error.prepareStackTrace = undefined;
    globalThis[timeoutSymbol] = this.#timeoutMilliseconds;
  }

  /** Undoes what Jest changes in the realm, so that the next spec file does not find it. */
  async teardown() {
    globalThis.console = this.#console;
    process.exit = this.#exit;
  }

  exportConditions() {
    return [];
  }

  getVmContext() {
    return null;
  }
};
