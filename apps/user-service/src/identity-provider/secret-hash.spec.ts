import { secretHash } from './secret-hash.js';

describe('secretHash', () => {
  it('gives what openssl gives for the same three texts', () => {
    // printf %s 'ada@example.com1example23456789' | openssl dgst -sha256 -hmac 'client-secret' -binary | base64
    const hash = secretHash('ada@example.com', { id: '1example23456789', secret: 'client-secret' });
    expect(hash).toBe('S8nq2qL4fRsB3Jqz2vuDtuvTs6JNgXnSMQHCezyJ+FY=');
  });
});
