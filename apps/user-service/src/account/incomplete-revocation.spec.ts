import { scopes } from '@gatehouse/contracts';
import { useResources, waitUntil } from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { SignOutFixture } from '../testing/sign-out-fixture.js';

describe('while a gateway rejects revocations', () => {
  const resources = useResources();
  let fixture: SignOutFixture;

  beforeAll(async () => {
    fixture = await resources.add(SignOutFixture.start(process.env, { deadlineSeconds: 1 }));
  });
  beforeEach(() => fixture.reset());

  const unavailable = { status: 503, body: { code: 'revocation_incomplete' } };

  it('a sign-out returns 503, and is delivered once the gateway accepts it', async () => {
    const originJti = randomUUID();
    fixture.isGatewayFull = true;
    const token = await fixture.user(randomUUID(), { origin_jti: originJti });
    const rejected = await fixture.signOut(token);
    expect(rejected).toMatchObject(unavailable);
    expect(Number(rejected.headers.get('retry-after'))).toBeGreaterThan(0);
    fixture.isGatewayFull = false;
    fixture.servers.management.requests.length = 0;
    const delivered = await waitUntil(() => fixture.revocationOf({ originJti }), {
      what: 'the delivery of the revocation',
      withinMilliseconds: 30_000,
    });
    expect(delivered).toMatchObject({ kind: 'session', originJti });
  });

  it('signing out everywhere returns 503', async () => {
    fixture.isGatewayFull = true;
    const token = await fixture.user(randomUUID());
    expect(await fixture.signOut(token, { everywhere: true })).toMatchObject(unavailable);
  });

  it('disabling a user returns 503', async () => {
    fixture.isGatewayFull = true;
    const route = `POST /users/${randomUUID()}/disable`;
    expect(await fixture.support(route, [scopes.usersSupport])).toMatchObject(unavailable);
  });
});
