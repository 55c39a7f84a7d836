import preset from '../../jest.preset.mjs';

/** Thirty edits of the whole system, which take minutes. */
export default {
  ...preset,
  displayName: 'soak',
  testMatch: ['**/dev-loop/soak.spec.ts'],
  testTimeout: 3_600_000,
};
