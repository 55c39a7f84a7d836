import { jsonAnswer } from './answer.js';
import type { Route } from './route.js';

const handle = () => jsonAnswer(200, { status: 'ok' });

/** Say that the process takes requests; programs that only wait for it ask with HEAD. */
export const healthRoutes: readonly Route[] = ['GET', 'HEAD'].map((method) => ({
  method,
  path: '/health',
  handle,
}));
