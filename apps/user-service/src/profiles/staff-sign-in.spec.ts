import { scopes } from '@gatehouse/contracts';
import { useResources } from '@gatehouse/test-kit';
import { randomUUID } from 'node:crypto';
import { UserServiceFixture } from '../testing/user-service-fixture.js';

const routes = ['GET /users/:id', 'POST /users/:id/disable', 'POST /users/:id/enable'];
const workingDay = 43_200;
const password = { acr: 'urn:cognito:loa:1' };

const resources = useResources();
let fixture: UserServiceFixture;
let withoutLevels: UserServiceFixture;
beforeAll(async () => {
  fixture = await resources.add(UserServiceFixture.start(process.env));
  withoutLevels = await resources.add(
    UserServiceFixture.start(process.env, { STAFF_ACR_VALUES: 'none' }),
  );
});
beforeEach(() => {
  for (const one of [fixture, withoutLevels]) one.reset();
});

/** Calls a route about some user, as a member of support with this sign-in, a moment ago with an app unless it says otherwise. */
async function call(service: UserServiceFixture, route: string, signIn: object = {}) {
  const held = [scopes.usersRead, scopes.usersSupport];
  const token = await service.servers.gateway.userTxnToken('user-service', held, {
    claims: { sub: randomUUID() },
    context: { groups: ['support'], ...signIn },
  });
  const { status, headers } = await service.call(route.replace(':id', randomUUID()), {
    headers: { 'txn-token': token },
  });
  return [status, headers.get('www-authenticate')];
}
const ago = (seconds: number) => ({
  auth_time: fixture.servers.gateway.now() - seconds,
});
const signInAgain = (demand: string) => [
  401,
  `Bearer realm="gatehouse", error="insufficient_user_authentication", ${demand}`,
];
const secondFactor = signInAgain(
  `acr_values="urn:cognito:loa:3 urn:cognito:loa:4", max_age="${workingDay}"`,
);
const done = (route: string) => [route.startsWith('GET') ? 200 : 204, null];

describe.each(routes)('%s by support', (route) => {
  it.each([
    ['a passkey', { acr: 'urn:cognito:loa:3' }],
    ['an authenticator app', { acr: 'urn:cognito:loa:4' }],
  ])('is allowed after a sign-in with %s', async (_factor, signIn) => {
    expect(await call(fixture, route, signIn)).toEqual(done(route));
    expect(await call(fixture, route, { ...signIn, ...ago(workingDay - 60) })).toEqual(done(route));
  });

  it.each([
    ['with a password alone', password],
    ['with a code alone', { acr: 'urn:cognito:loa:2' }],
    ['of an unknown level', { acr: undefined }],
    ['at an unknown time', { auth_time: undefined }],
  ])('is rejected after a sign-in %s, without a call to Cognito', async (_which, signIn) => {
    expect(await call(fixture, route, signIn)).toEqual(secondFactor);
    expect(fixture.asked).toEqual([]);
  });

  it('is rejected once the sign-in is older than a working day, without a call to Cognito', async () => {
    expect(await call(fixture, route, ago(workingDay + 1))).toEqual(secondFactor);
    expect(fixture.asked).toEqual([]);
  });

  it('is allowed without a level where none is demanded, and no longer than the age', async () => {
    for (const signIn of [password, { acr: undefined }]) {
      expect(await call(withoutLevels, route, signIn)).toEqual(done(route));
      expect(await call(withoutLevels, route, { ...signIn, ...ago(workingDay + 1) })).toEqual(
        signInAgain(`max_age="${workingDay}"`),
      );
    }
  });
});
