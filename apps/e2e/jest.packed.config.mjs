import preset from '../../jest.preset.mjs';

/** The packed libraries in an app outside the workspace: needs nothing of the built system. */
export default {
  ...preset,
  displayName: 'packed libraries',
  testMatch: ['**/packed-libraries.spec.ts'],
  testTimeout: 180_000,
};
