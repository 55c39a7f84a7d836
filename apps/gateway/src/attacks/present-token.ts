import { request } from './attack.js';
import { type RawAnswer, sendRaw } from './raw-client.js';

/** What a gateway says to a bearer of a token; `requestId` is left out of the body, so that answers can be compared. */
export interface TokenAnswer {
  readonly status: number | undefined;
  readonly challenge: string | undefined;
  readonly type: string | undefined;
  readonly body: object;
}

/** The one answer to every bad token: it says nothing of what is wrong with it. */
export const refused: TokenAnswer = {
  status: 401,
  challenge: 'Bearer realm="gatehouse", error="invalid_token"',
  type: 'application/problem+json',
  body: {
    type: 'about:blank',
    title: 'Unauthorized',
    status: 401,
    detail: 'The access token is not valid.',
    code: 'invalid_token',
  },
};

/** Sends a request with the token in its Authorization header, octet by octet as it is. */
export async function presentToken(url: string, token: string): Promise<TokenAnswer> {
  const octets = Buffer.from(token, 'utf8').toString('latin1');
  const fields = ['Host: x', `Authorization: Bearer ${octets}`, 'Connection: close'];
  const { answers } = await sendRaw(url, request('GET /orders HTTP/1.1', fields), 'closed');
  return tokenAnswer(answers[0]);
}

function tokenAnswer(answer: RawAnswer | undefined): TokenAnswer {
  const { headers = {}, body = '' } = answer ?? {};
  const { requestId: _, ...said } = parsed(body);
  return {
    status: answer?.status,
    challenge: headers['www-authenticate'],
    type: headers['content-type']?.replace(/; *charset=utf-8$/i, ''),
    body: said,
  };
}

function parsed(body: string): Record<string, unknown> {
  return body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
}
