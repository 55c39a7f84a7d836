import { createRemoteJWKSet, jwtVerify } from 'jose';
import { FakeClock, freePorts, startProcess, TestGateway, TestIssuer } from './index.js';

describe('TestIssuer', () => {
  it('signs access and ID tokens with two published keys', async () => {
    const issuer = await TestIssuer.start();
    const keys = createRemoteJWKSet(new URL(issuer.jwksUri));
    const [access, id] = await Promise.all([issuer.userToken(['orders/read']), issuer.idToken()]);
    const [first, second] = await Promise.all([jwtVerify(access, keys), jwtVerify(id, keys)]);
    expect(first.payload.scope).toBe('aws.cognito.signin.user.admin orders/read');
    expect(second.payload.token_use).toBe('id');
    expect(first.protectedHeader.kid).not.toBe(second.protectedHeader.kid);
    await issuer.close();
  });
});

describe('TestGateway', () => {
  it('makes Txn-Tokens for one service', async () => {
    const gateway = await TestGateway.start();
    const keys = createRemoteJWKSet(new URL(gateway.jwksUri));
    const token = await gateway.userTxnToken('order-service', ['orders/read']);
    const { payload } = await jwtVerify(token, keys, {
      audience: 'order-service',
      typ: 'txntoken+jwt',
    });
    expect(payload).toMatchObject({ scope: 'orders/read', tctx: { kind: 'user' } });
    await gateway.close();
  });
});

describe('FakeClock', () => {
  it('moves only when told to', () => {
    const clock = new FakeClock(1000);
    clock.advanceSeconds(2);
    expect(clock.nowMilliseconds()).toBe(3000);
  });
});

describe('startProcess', () => {
  it('reports why a process did not become ready', async () => {
    const [port] = await freePorts(1);
    const options = {
      script: '-e',
      args: ['console.log("gone")'],
      readyUrl: `http://127.0.0.1:${port}/`,
    };
    await expect(startProcess(options)).rejects.toThrow('gone');
  });
});
