import preset from '../../jest.preset.mjs';

// Each test starts a PostgreSQL server, which takes seconds on a busy machine.
export default { ...preset, displayName: 'local-database', testTimeout: 60_000 };
