import type { Principal } from '@gatehouse/auth-core';
import { generateTxnTokenKey } from '@gatehouse/auth-core/txn-token/sign';
import { FakeClock } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { TxnTokenMinter } from './txn-token-minter.js';

const principal: Principal = {
  kind: 'client',
  subject: 'machine',
  clientId: 'machine',
  poolId: 'eu-west-1_TestPool1',
  scopes: [],
  issuedAt: 1,
  requestingWorkloads: [],
};
const request = { principal, accessToken: 'a', audience: 'b', clientAddress: '127.0.0.1' };

describe('TxnTokenMinter', () => {
  const config = {
    TXN_TOKEN_ISSUER: 'gateway',
    TXN_TOKEN_REUSE_SECONDS: 20,
    TXN_TOKEN_CACHE_ENTRIES: 2,
  };

  it('makes a new token when its window is over, or the clock was set back before it', () => {
    const clock = new FakeClock();
    const minter = new TxnTokenMinter([generateTxnTokenKey()], config, clock);
    const first = minter.mint(request);
    clock.advanceSeconds(19);
    expect(minter.mint(request)).toBe(first);
    clock.advanceSeconds(2);
    const second = minter.mint(request);
    expect(second).not.toBe(first);
    clock.advanceSeconds(-3600);
    const third = minter.mint(request);
    expect(decodeJwt(third).iat).toBe(Math.floor(clock.nowMilliseconds() / 1000));
    expect(minter.mint(request)).toBe(third);
  });

  it('stores as many tokens as the setting states, those used last', () => {
    const minter = new TxnTokenMinter([generateTxnTokenKey()], config, new FakeClock());
    const mint = (accessToken: string) => minter.mint({ ...request, accessToken });
    const first = mint('first');
    mint('second');
    expect(mint('first')).toBe(first);
    mint('third');
    expect(mint('first')).toBe(first);
    mint('fourth');
    mint('fifth');
    expect(mint('first')).not.toBe(first);
  });
});
