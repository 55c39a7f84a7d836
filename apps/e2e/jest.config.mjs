import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'e2e',
  testPathIgnorePatterns: ['/packed-[\\w-]+\\.spec\\.ts$', '/dev-loop/', '/ci-run\\.spec\\.ts$'],
  globalSetup: './src/global-setup.mjs',
  globalTeardown: './src/global-teardown.mjs',
  testTimeout: 300_000,
};
