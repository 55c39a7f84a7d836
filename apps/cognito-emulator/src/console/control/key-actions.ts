import { BadInput, checked } from '../../emulator-api/input.js';
import { renewKeys, rotationInput } from '../../emulator-api/key-routes.js';
import { resetEverything } from '../../emulator-api/reset-route.js';
import { type Action, done } from '../page.js';
import { keysPage, keysPath } from './keys-page.js';

export const keyActions: readonly Action[] = [
  {
    path: `${keysPath}/rotate`,
    page: keysPage,
    // Rotating is a request of its own.
    isExclusive: true,
    act: async ({ parts }, form) => {
      const isGraceful = form.get('how') === 'gracefully';
      if (!isGraceful && form.get('how') !== 'at-once')
        throw new BadInput('What becomes of the keys so far is to be said.');
      if (isGraceful && !/^\d+$/.test(form.get('seconds') ?? ''))
        throw new BadInput('How long they stay is to be said in seconds.');
      const rotation = checked(rotationInput, {
        poolId: form.get('poolId'),
        overlapSeconds: isGraceful ? Number(form.get('seconds')) : 0,
      });
      await renewKeys(parts.services, rotation, parts.log);
      return done(keysPath, 'keys');
    },
  },
  {
    path: `${keysPath}/reset`,
    page: keysPage,
    isExclusive: true,
    act: async ({ parts }, form) => {
      const to = form.get('to');
      if (to !== 'template' && to !== 'nothing')
        throw new BadInput('What is to be there afterwards is to be said.');
      if (form.get('sure') !== 'yes')
        throw new BadInput('Nothing was reset: say that everything may go.');
      await resetEverything(parts, to === 'template' ? { to } : {});
      return done(keysPath, to === 'template' ? 'reset-template' : 'reset-empty');
    },
  },
];
