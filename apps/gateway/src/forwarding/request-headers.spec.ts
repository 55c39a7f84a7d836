import { downstreamFields, type TrustedHeaders, upstreamHeaders } from './request-headers.js';

const trusted: TrustedHeaders = {
  'x-request-id': 'ours',
  'x-forwarded-for': '192.0.2.1',
  'x-forwarded-host': 'api.example',
  'x-forwarded-proto': 'https',
  forwarded: 'for=192.0.2.1;proto=https',
  'txn-token': 'minted',
};

const whole = { isForwarded: true, hasKnownLength: true };
const none = { isForwarded: false, hasKnownLength: false };

describe('upstreamHeaders', () => {
  it.each([
    'txn-token',
    'Txn-Token',
    'txn_token',
    'TXN_TOKEN',
    'cognito-access-token',
    'cognito_access_token',
    'x-request-id',
    'x_request_id',
    'x-forwarded-for',
    'x_forwarded_for',
    'x-forwarded-user',
    'forwarded',
    'x-real-ip',
    'cf-connecting-ip',
    'x_envoy_external_address',
    'x-original-forwarded-for',
    'client-ip',
    'x_remote_addr',
    'wl-proxy-client-ip',
    'x-original-uri',
    'x-override-url',
    'front-end-https',
    'proxy',
    'authorization',
    'proxy-authorization',
    'connection',
    'keep-alive',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'expect',
  ])("drops the caller's %s", (name) => {
    const forwarded = upstreamHeaders({ [name]: 'evil' }, trusted, whole);
    expect(Object.values(forwarded)).not.toContain('evil');
  });

  it('passes the rest on and adds what the gateway knows', () => {
    const sent = { accept: 'text/html', 'content-type': 'text/plain', 'x-custom_one': '1' };
    expect(upstreamHeaders(sent, trusted, whole)).toEqual({ ...sent, ...trusted });
  });

  it('describes no body where there is none', () => {
    const sent = { 'content-length': '5', 'content-type': 'text/plain', accept: '*/*' };
    expect(Object.keys(upstreamHeaders(sent, trusted, none))).not.toContain('content-length');
  });

  it("drops what the caller names in Connection, and adds the gateway's own all the same", () => {
    const connection = 'keep-alive, X-Named,\tTXN-TOKEN';
    const forwarded = upstreamHeaders({ connection, 'x-named': 'evil' }, trusted, none);
    expect(forwarded).not.toHaveProperty('x-named');
    expect(forwarded['txn-token']).toBe('minted');
  });

  it('leaves the length of a body to the connection that sends it', () => {
    const sent = { 'content-length': '5', 'content-type': 'text/plain' };
    expect(upstreamHeaders(sent, trusted, whole)).not.toHaveProperty('content-length');
    const streamed = { isForwarded: true, hasKnownLength: false };
    expect(upstreamHeaders(sent, trusted, streamed)).toHaveProperty('content-length', '5');
  });
});

const fieldsOf = (fields: readonly string[]) =>
  downstreamFields(fields.map((text) => Buffer.from(text, 'latin1')));

describe('downstreamFields', () => {
  it('keeps back what is of the connection or the gateway', () => {
    const sent = {
      Connection: 'close, X-Internal',
      'X-Internal': '1',
      'Keep-Alive': 'timeout=5',
      'Txn-Token': 'x',
      'X-Request-Id': 'theirs',
      'X-Content-Type-Options': 'theirs',
      'Cache-Control': 'max-age=60',
      ETag: '"1"',
    };
    expect(fieldsOf(Object.entries(sent).flat())).toEqual([
      ...['Cache-Control', 'max-age=60'],
      ...['ETag', '"1"'],
      ...['X-Content-Type-Options', 'nosniff'],
    ]);
  });

  it('passes repeated fields and octets beyond ASCII on as they are', () => {
    const sent = ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Name', 'caf\u00c3\u00a9'];
    expect(fieldsOf(sent).slice(0, 6)).toEqual(sent);
  });

  it('forbids to store a response that does not say how long it may be stored', () => {
    const stated = { name: 'Cache-Control', value: 'no-store' };
    expect(fieldsOf(['ETag', '"1"']).slice(-2)).toEqual([stated.name, stated.value]);
    const named = ['Connection', 'cache-control', 'Cache-Control', 'max-age=60'];
    expect(fieldsOf(named).slice(-2)).toEqual([stated.name, stated.value]);
  });
});
