import preset from '../../jest.preset.mjs';

// The stack is compiled and synthesized, which takes seconds.
export default { ...preset, displayName: 'user-pool', testTimeout: 60_000 };
