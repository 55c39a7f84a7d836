import { readFileSync } from 'node:fs';

const { module: _module, ...swc } = JSON.parse(
  readFileSync(new URL('.swcrc', import.meta.url), 'utf8'),
);
const transform = ['@swc/jest', { ...swc, swcrc: false }];

/** The Jest settings every project shares; a project's own jest.config.mjs adds only what is its own. */
export default {
  // Far more than any test takes; a machine that does other things as well is no fault.
  testTimeout: 180_000,
  testEnvironment: 'node',
  testEnvironmentOptions: {
    customExportConditions: ['@gatehouse/source', 'node', 'node-addons'],
  },
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.spec.ts'],
  // jwks-rsa, which is CommonJS, requires jose: from Node 24 on that works only once jose is loaded.
  setupFiles: ['jose'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
  transform: { '\\.ts$': transform, '/node_modules/jose/.+\\.js$': transform },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
};
