import { downstreamHeaders, type TrustedHeaders, upstreamHeaders } from './request-headers.js';

const trusted: TrustedHeaders = {
  'x-request-id': 'ours',
  'x-forwarded-for': '192.0.2.1',
  'x-forwarded-host': 'api.example',
  'x-forwarded-proto': 'https',
  forwarded: 'for=192.0.2.1;proto=https',
  'txn-token': 'minted',
  'cognito-access-token': undefined,
};

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
    expect(Object.values(upstreamHeaders({ [name]: 'evil' }, trusted, true))).not.toContain('evil');
  });

  it('passes the rest on and adds what the gateway knows', () => {
    const sent = { accept: 'text/html', 'content-type': 'text/plain', 'x-custom_one': '1' };
    const { 'cognito-access-token': _, ...told } = trusted;
    expect(upstreamHeaders(sent, trusted, true)).toEqual({ ...sent, ...told });
  });

  it('describes no body where there is none', () => {
    const sent = { 'content-length': '5', 'content-type': 'text/plain', accept: '*/*' };
    expect(Object.keys(upstreamHeaders(sent, trusted, false))).not.toContain('content-length');
  });
});

describe('downstreamHeaders', () => {
  it('keeps back what is of the connection or the gateway', () => {
    const answered = {
      connection: 'close, X-Internal',
      'x-internal': '1',
      'keep-alive': 'timeout=5',
      'txn-token': 'x',
      'x-request-id': 'theirs',
      etag: '"1"',
    };
    expect(downstreamHeaders(answered)).toEqual({ etag: '"1"' });
  });
});
