import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'user-service',
  testPathIgnorePatterns: ['\\.soak\\.spec\\.ts$'],
  globalSetup: '../../infra/local-database/jest-global-setup.mjs',
  globalTeardown: '../../infra/local-database/jest-global-teardown.mjs',
};
