import type { Answer } from './answer.js';
import type { Request } from './request.js';

/** Cognito lets pages of any origin read its answers. */
export const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,x-amz-cognito-request-id,Date',
};

/** Answers a browser that asks whether a page may send its request (Fetch Standard, "CORS-preflight request"). */
export function preflight({ headers }: Request): Answer {
  const asked = headers['access-control-request-headers'] ?? '';
  const names = asked.split(',').map((name) => name.trim());
  return {
    status: 200,
    headers: {
      ...corsHeaders,
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': names.filter((name) => /^[\w-]+$/.test(name)).join(','),
      'access-control-max-age': '172800',
      'content-length': '0',
    },
  };
}
