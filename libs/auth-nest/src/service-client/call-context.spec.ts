import { callContextOf } from './call-context.js';

const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

describe('callContextOf', () => {
  it('takes what goes on to other services', () => {
    const headers = { traceparent, tracestate: 'a=1', baggage: 'b=2', cookie: 'c=3' };
    const request = { id: 'request-0001', txnToken: 'the.txn.token', headers };
    expect(callContextOf(request)).toEqual({
      requestId: 'request-0001',
      txnToken: 'the.txn.token',
      traceparent,
      tracestate: 'a=1',
      baggage: 'b=2',
    });
  });

  it.each([
    '',
    traceparent.toUpperCase(),
    traceparent.replace(/^00/, 'ff'),
    traceparent.replace(/a{32}/, '0'.repeat(32)),
    traceparent.replace(/b{16}/, '0'.repeat(16)),
    `${traceparent} x`,
  ])('drops the traceparent %j and the tracestate with it', (bad) => {
    const headers = { traceparent: bad, tracestate: 'a=1', baggage: 'x'.repeat(9_000) };
    const { traceparent: parent, tracestate, baggage } = callContextOf({ headers });
    expect([parent, tracestate, baggage]).toEqual([undefined, undefined, undefined]);
  });
});
