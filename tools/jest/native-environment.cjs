const { ModuleMocker } = require('jest-mock');

/** A Jest environment without a VM context: spec files run in the realm of the worker. */
module.exports = class NativeEnvironment {
  global = globalThis;
  fakeTimers = null;
  fakeTimersModern = null;
  moduleMocker = new ModuleMocker(globalThis);
  #console = globalThis.console;
  #exit = process.exit;

  /** Node.js maps positions in stack traces itself (`--enable-source-maps`); Jest has installed a formatter of its own. */
  async setup() {
    Error.prepareStackTrace = undefined;
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
