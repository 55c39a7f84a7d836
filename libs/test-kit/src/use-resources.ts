import { type Closable, Resources } from './resources.js';

/** The hooks of a test runner, named as in Jest. */
export interface TestHooks {
  beforeEach(hook: () => void): unknown;
  afterEach(hook: () => Promise<void>): unknown;
  afterAll(hook: () => Promise<void>): unknown;
}

/** Resources of a spec file or of a `describe` block. */
export interface UsedResources extends Pick<Resources, 'add' | 'open'> {
  /** Adds, within a test, a resource that stays open for the tests after it, as if `beforeAll` had opened it. */
  readonly addForAll: Resources['add'];
}

/** Has the hooks of Jest, whose types this library does not know. */
const globals: unknown = globalThis;

/**
 * Closes what a spec file or a `describe` block opens, also when the hook or test fails half-way: what a test or its
 * `beforeEach` adds, after that test; what `beforeAll` adds, after all tests. Call it above the other hooks of the block,
 * because its own `beforeEach` has to run first.
 *
 * Hooks do not run for a file that fails to load. Wrap what the file opens outside of hooks and tests in `open()`.
 *
 * @param hooks the hooks of the test runner; by default the globals of Jest
 */
export function useResources(hooks: TestHooks = globals as TestHooks): UsedResources {
  const all = new Resources();
  let current = all;
  hooks.beforeEach(() => {
    current = new Resources();
  });
  hooks.afterEach(async () => {
    const ended = current;
    current = all;
    await ended.close();
  });
  hooks.afterAll(() => all.close());
  const addTo = (resources: () => Resources) =>
    ((resource: Closable, close?: () => unknown) =>
      close ? resources().add(resource, close) : resources().add(resource)) as Resources['add'];
  return {
    add: addTo(() => current),
    addForAll: addTo(() => all),
    open: (opening) => current.open(opening),
  };
}
