import { availableParallelism } from 'node:os';
import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'cognito-emulator',
  setupFiles: ['<rootDir>/src/spec-support/navigator.mjs'],
  // By far the most specs of all projects; Jest would run them one by one on a machine with two cores.
  maxWorkers: Math.max(2, availableParallelism() - 1),
};
