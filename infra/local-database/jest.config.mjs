import preset from '../../jest.preset.mjs';

// The specs start real servers, each of which takes seconds on a busy machine.
export default { ...preset, displayName: 'local-database' };
