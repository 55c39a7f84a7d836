import { useResources } from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { SignOutFixture } from '../testing/sign-out-fixture.js';
import { signOutLimits } from './sign-out-limiter.js';

const nowSeconds = () => Math.floor(Date.now() / 1000);

describe('too many sign-outs', () => {
  const resources = useResources();
  let fixture: SignOutFixture;

  beforeAll(async () => {
    fixture = await resources.add(SignOutFixture.start(process.env));
  });
  beforeEach(() => fixture.reset());

  it('429: bounds the refresh tokens a session presents, and leaves its owner the sign-out', async () => {
    const sub = randomUUID();
    const stolen = await fixture.user(sub);
    const { proofsPerSessionAndMinute, perUserAndMinute } = signOutLimits;
    const attempts = Array.from({ length: perUserAndMinute }, () =>
      fixture.signOut(stolen, { refresh_token: 'junk' }),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 400)).toHaveLength(proofsPerSessionAndMinute);
    expect(statuses.filter((status) => status === 429)).toHaveLength(
      perUserAndMinute - proofsPerSessionAndMinute,
    );
    const limited = await fixture.signOut(stolen, { refresh_token: 'junk' });
    expect(limited).toMatchObject({ status: 429, body: { code: 'too_many_sign_outs' } });
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fixture.signOut(await fixture.user(sub))).status).toBe(204);
  });

  it('429: bounds the sign-outs of a user, and changes nothing', async () => {
    const sub = randomUUID();
    const context = { auth_time: nowSeconds() - 60 };
    const tokens = await Promise.all(
      Array.from({ length: signOutLimits.perUserAndMinute }, () => fixture.user(sub, context)),
    );
    const responses = await Promise.all(tokens.map((token) => fixture.signOut(token)));
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([204]));
    const originJti = randomUUID();
    const one = await fixture.signOut(await fixture.user(sub, { origin_jti: originJti }));
    expect(one).toMatchObject({ status: 429, body: { code: 'too_many_sign_outs' } });
    expect(fixture.revocationOf({ originJti })).toBeUndefined();
    expect((await fixture.signOut(await fixture.user(randomUUID()))).status).toBe(204);
    expect((await fixture.signOut(await fixture.user(sub), { everywhere: true })).status).toBe(204);
  });
});
