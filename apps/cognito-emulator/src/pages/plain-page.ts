import type { Answer } from '../http/answer.js';
import { plainLook } from './look/look.js';
import { documentOf } from './markup/document.js';
import { view } from './page.js';
import { pageHeaders } from './security/page-headers.js';

/** A page without a form, of no client. */
export const plainPage = (
  status: number,
  shown: Omit<Parameters<typeof view>[0], 'form'>,
): Answer => ({
  status,
  headers: pageHeaders({ hasScript: false }),
  body: documentOf(view(shown), { look: plainLook, csrf: '', action: '' }),
});
