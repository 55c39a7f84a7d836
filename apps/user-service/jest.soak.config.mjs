import config from './jest.config.mjs';

/** Comparisons of response times, which need a machine that does nothing else. */
export default {
  ...config,
  displayName: 'soak',
  testMatch: ['**/*.soak.spec.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 1_800_000,
};
