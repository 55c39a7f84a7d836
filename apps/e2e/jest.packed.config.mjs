import preset from '../../jest.preset.mjs';

/** The packed libraries and emulator in apps outside the workspace: needs nothing of the built system. */
export default {
  ...preset,
  displayName: 'packed libraries',
  testMatch: ['**/packed-*.spec.ts'],
  testTimeout: 600_000,
};
