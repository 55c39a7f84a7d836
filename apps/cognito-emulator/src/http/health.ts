import { jsonAnswer } from './answer.js';
import type { Route } from './route.js';

/** Says that the process takes requests. */
export const healthRoute: Route = {
  method: 'GET',
  path: '/health',
  handle: () => jsonAnswer(200, { status: 'ok' }),
};
