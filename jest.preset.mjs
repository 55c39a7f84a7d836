import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** The Jest settings every project shares; a project's own jest.config.mjs adds only what is its own. */
export default {
  // Several times what a test takes on a busy machine. What starts programs or browsers sets more for itself: a spec file
  // by `@timeoutSeconds` (tools/jest/native-environment.cjs), a project by its own testTimeout.
  testTimeout: 15_000,
  // Node.js itself loads specs and sources: one time a worker, and with the loader that apps are started with.
  runtime: path('tools/jest/native-runtime.cjs'),
  testEnvironment: path('tools/jest/native-environment.cjs'),
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts'],
  transform: {},
  // For Jest's own view of dependencies, as `--findRelatedTests` needs it.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
};
