import preset from '../../jest.preset.mjs';

/** What needs nothing of the built system: packages in apps of their own, the development loop, the script of CI. */
export default {
  ...preset,
  displayName: 'workspace',
  testMatch: ['**/packed-*.spec.ts', '**/dev-loop/*.spec.ts', '**/ci-run.spec.ts'],
  testPathIgnorePatterns: ['/dev-loop/soak\\.spec\\.ts$'],
  testTimeout: 600_000,
};
