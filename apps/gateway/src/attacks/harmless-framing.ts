import { type Attack, request } from './attack.js';

const orders = [{ url: '/orders' }];
const post = (fields: readonly string[], body: string) =>
  request('POST /orders HTTP/1.1', fields, body);

/** What is no more than it seems, and goes on without what it was meant to carry. */
export function harmlessFraming(good: readonly string[]): readonly Attack[] {
  return [...sequences(good), ...bodies(good), ...offers(good)];
}

/** Requests one behind the other on a connection. */
function sequences(good: readonly string[]): Attack[] {
  const get = request('GET /orders HTTP/1.1', good);
  return [
    {
      name: 'HTTP/1.0',
      bytes: get.replace('HTTP/1.1', 'HTTP/1.0'),
      status: 200,
      closes: true,
      reaches: orders,
    },
    { name: 'an empty line first', bytes: `\r\n${get}`, status: 200, reaches: orders },
    {
      name: 'two requests at once',
      bytes: get + get,
      status: 200,
      reaches: [...orders, ...orders],
    },
    {
      name: 'a request behind one of 400',
      bytes: request('GET /orders/.. HTTP/1.1', good) + get,
      status: 400,
      closes: true,
    },
    ...Object.entries({
      'POST /orders': 401,
      'GET /orders': 401,
      'POST /nowhere': 404,
      'PROPFIND /orders': 405,
    }).map(([line, status]) => ({
      name: `a request behind one whose body was left unread, ${line}`,
      bytes: request(`${line} HTTP/1.1`, ['Host: x', 'Content-Length: 3'], 'abc') + get,
      status,
      closes: true,
    })),
    {
      name: 'a request behind one with a body of no type',
      bytes: post([...good, 'Content-Type: ;', 'Content-Length: 3'], 'abc') + get,
      status: 415,
      closes: true,
    },
    {
      name: 'a broken request behind a good one, which has its answer first',
      bytes: `${post([...good, 'Content-Length: 3'], 'abc')}GARBAGE\r\n\r\n`,
      status: 200,
      closes: true,
      reaches: [{ method: 'POST', url: '/orders', body: 'abc' }],
    },
  ];
}

function bodies(good: readonly string[]): Attack[] {
  const chunked = [...good, 'Transfer-Encoding: chunked'];
  return [
    {
      name: 'a body of GET that looks like a request',
      bytes: request(
        'GET /orders HTTP/1.1',
        [...good, 'Content-Length: 33'],
        'GET /users/me HTTP/1.1\r\nHost: x\r\n\r\n'.slice(0, 33),
      ),
      status: 200,
      reaches: [{ method: 'GET', url: '/orders', body: '' }],
    },
    {
      name: 'chunks with extensions and trailers',
      bytes: post(chunked, '3;a=b\r\nabc\r\n0\r\nTxn-Token: evil\r\n\r\n'),
      status: 200,
      reaches: [{ method: 'POST', url: '/orders', body: 'abc' }],
      neverReaches: 'evil',
    },
    {
      name: 'CHUNKED',
      bytes: post([...good, 'Transfer-Encoding: CHUNKED'], '3\r\nabc\r\n0\r\n\r\n'),
      status: 200,
      reaches: [{ method: 'POST', url: '/orders', body: 'abc' }],
    },
    {
      name: 'a coding under a twin name',
      bytes: post(
        [...good, 'Transfer_Encoding: evil', 'Content_Length: evil', 'Content-Length: 3'],
        'abc',
      ),
      status: 200,
      reaches: [{ method: 'POST', url: '/orders', body: 'abc' }],
      neverReaches: 'evil',
    },
  ];
}

/** To go on in another way, which a server may leave (RFC 9110 §7.8, §10.1.1). */
function offers(good: readonly string[]): Attack[] {
  const upgrade = (...fields: string[]) => request('GET /orders HTTP/1.1', [...good, ...fields]);
  return [
    {
      name: 'an upgrade to WebSocket',
      bytes: upgrade('Connection: Upgrade', 'Upgrade: evil-websocket', 'Sec-WebSocket-Version: 13'),
      status: 200,
      reaches: orders,
      neverReaches: 'evil',
    },
    {
      name: 'an upgrade to HTTP/2',
      bytes: upgrade('Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: evil'),
      status: 200,
      reaches: orders,
      neverReaches: 'evil',
    },
    {
      name: 'an expectation of 100',
      bytes: post([...good, 'Expect: 100-continue', 'Content-Length: 3'], 'abc'),
      status: 200,
      reaches: [{ method: 'POST', url: '/orders', body: 'abc' }],
    },
  ];
}
