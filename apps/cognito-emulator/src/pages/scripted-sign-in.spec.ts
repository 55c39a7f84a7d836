import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { httpCall } from '../spec-support/http-call.js';
import { callbackUrl, type PageFixture, startPages } from '../spec-support/page-fixture.js';

const username = 'ann@example.com';
const password = 'Correct-horse-7';

/** As scripts for Cognito's own pages do it: one request to authorize, and the form filled in without being looked at. */
describe('a sign-in by a script', () => {
  const resources = useResources();
  let pages: PageFixture;
  beforeAll(async () => {
    pages = await resources.add(startPages());
    const user = { UserPoolId: pages.pool.id, Username: username };
    const UserAttributes = [
      { Name: 'email', Value: username },
      { Name: 'name', Value: 'Ann' },
    ];
    await pages.sdk.send(
      new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }),
    );
    const own = { Password: password, Permanent: true };
    await pages.sdk.send(new AdminSetUserPasswordCommand({ ...user, ...own }));
  });

  it.each(['shop.localhost', 'shop.auth.eu-west-1.amazoncognito.com'])(
    'takes address and token from the redirect of the domain: %s',
    async (name) => {
      const { url } = pages.emulator;
      const host = name.endsWith('.localhost') ? `${name}:${new URL(url).port}` : name;
      const path = pages.loginPath().replace('/login', '/oauth2/authorize');
      const sent = await httpCall(url, { method: 'GET', path, headers: { host } });
      const form = new URL(sent.headers.location ?? '');
      expect(form.host).toBe(host);
      const [, token] = /^XSRF-TOKEN=([^;]*); Path=\/; HttpOnly/.exec(
        sent.headers['set-cookie']![0]!,
      )!;
      const answer = await httpCall(url, {
        method: 'POST',
        path: `${form.pathname}${form.search}`,
        headers: {
          host,
          cookie: `XSRF-TOKEN=${token}; Path=/; Secure; HttpOnly`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({
          _csrf: token!,
          username,
          password,
          cognitoAsfData: '',
        }).toString(),
      });
      expect(answer.redirect().href).toMatch(`${callbackUrl}?code=`);
      expect(answer.redirect().searchParams.get('state')).toBe('st4te');
    },
  );

  it('keeps the token that its browser holds already', async () => {
    const { url } = pages.emulator;
    const path = pages.loginPath().replace('/login', '/oauth2/authorize');
    const first = await httpCall(url, { method: 'GET', path });
    const [cookie] = first.headers['set-cookie']![0]!.split(';');
    const again = await httpCall(url, { method: 'GET', path, headers: { cookie: cookie! } });
    expect(again.headers['set-cookie']).toBeUndefined();
    const planted = { cookie: 'XSRF-TOKEN=of-my-own' };
    const fresh = await httpCall(url, { method: 'GET', path, headers: planted });
    expect(fresh.headers['set-cookie']).toHaveLength(1);
  });
});
