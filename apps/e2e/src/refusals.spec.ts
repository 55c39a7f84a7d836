import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { forgedTxnToken } from './forged-txn-token.js';
import { System } from './system.js';

const system = System.shared();

describe('401 at the gateway', () => {
  it('without a token, and says how to come back', async () => {
    const { status, headers, body } = await system.call('/orders');
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="gatehouse"');
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 401, requestId: headers.get('x-request-id') });
  });

  it('with an ID token', async () => {
    const { id_token: token } = await system.signInAs('customer');
    const { status, headers } = await system.call('/orders', { token });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="gatehouse", error="invalid_token"');
  });

  it('with a refresh token, a changed token, or one signed by somebody else', async () => {
    const tokens = await system.signInAs('customer');
    const [header, payload, signature] = tokens.access_token.split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    const promoted = Buffer.from(JSON.stringify({ ...claims, scope: 'users/support' })).toString(
      'base64url',
    );
    const { kid } = JSON.parse(Buffer.from(header ?? '', 'base64url').toString()) as {
      kid: string;
    };
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const foreign = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid })
      .sign(privateKey);
    for (const token of [tokens.refresh_token, `${header}.${promoted}.${signature}`, foreign]) {
      expect((await system.call('/orders', { token })).status).toBe(401);
    }
  });

  it("with a service's own machine token: order-service's client is not on the list", async () => {
    const token = await system.machineToken('order-service', 'users/read');
    expect((await system.call('/orders', { token })).status).toBe(401);
  });
});

describe('403', () => {
  it('for a customer who asks for what support may do', async () => {
    const { access_token: token } = await system.signInAs('customer');
    const { status, headers } = await system.call('/users/00000000-0000-0000-0000-000000000000', {
      token,
    });
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toContain('error="insufficient_scope"');
  });

  it('whatever the caller claims in headers of its own', async () => {
    const { access_token: token } = await system.signInAs('customer');
    const headers = {
      'txn-token': await forgedTxnToken('user-service'),
      'x-forwarded-user': 'support',
      txn_token: await forgedTxnToken('user-service'),
    };
    const answer = await system.call('/users/00000000-0000-0000-0000-000000000000', {
      token,
      headers,
    });
    expect(answer.status).toBe(403);
  });
});
