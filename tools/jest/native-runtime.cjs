const asyncHooks = require('node:async_hooks');
const Module = require('node:module');
const { pathToFileURL } = require('node:url');
const { default: JestRuntime } = require('jest-runtime');

process.setSourceMapsEnabled(true);
Module.register('../typescript/hooks.mjs', pathToFileURL(__filename), {
  data: { conditions: ['@gatehouse/source'] },
});

let loads = 0;

/**
 * Jest's runtime, with modules loaded by Node.js instead of a registry for each spec file. A worker links and
 * evaluates a module once for all its spec files, by the loader that starts the apps from source. A spec file is
 * evaluated again each time it runs.
 */
module.exports = class NativeRuntime extends JestRuntime {
  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    await import(`${pathToFileURL(path).href}?load=${++loads}`);
  }

  requireModule(path) {
    return require(path);
  }

  #storages = [];

  /** jest-circus keeps its state in its module and in the realm: each spec file begins with new ones. */
  requireInternalModule(path) {
    Reflect.deleteProperty(globalThis, Symbol.for('EVENT_HANDLERS'));
    Reflect.deleteProperty(require.cache, path);
    const load = Module._load;
    Module._load = (request, ...rest) =>
      request === 'node:async_hooks' ? recording(this.#storages) : load(request, ...rest);
    try {
      return require(path);
    } finally {
      Module._load = load;
    }
  }

  /** Before Node.js 24, each storage in use adds to the cost of every promise: those of jest-circus end with its file. */
  teardown() {
    for (const storage of this.#storages) storage.disable();
    super.teardown();
  }
};

/** The module `node:async_hooks` with storages that are listed when they are created. */
const recording = (storages) => ({
  ...asyncHooks,
  AsyncLocalStorage: class extends asyncHooks.AsyncLocalStorage {
    constructor(...options) {
      super(...options);
      storages.push(this);
    }
  },
});
