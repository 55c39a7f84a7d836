import { useResources } from '@gatehouse/test-kit';
import {
  authorizeQuery,
  callback,
  type OAuthFixture,
  startOAuthFixture,
} from '../spec-support/oauth-fixture.js';

const bye = 'https://app.example/bye';

describe('GET /logout', () => {
  const resources = useResources();
  let fixture: OAuthFixture;
  let client_id: string;
  beforeAll(async () => {
    fixture = await resources.add(startOAuthFixture());
    client_id = fixture.client('app').id;
  });

  const logOut = (query: Record<string, string>, headers: Record<string, string> = {}) =>
    fixture.get(`/logout?${new URLSearchParams(query).toString()}`, headers);
  const isSignedIn = async (browser: Record<string, string>) => {
    const answer = await fixture.get(`/oauth2/authorize?${authorizeQuery(client_id)}`, browser);
    return answer.redirect().pathname !== '/login';
  };

  it('signs out and goes to a registered logout_uri', async () => {
    const browser = await fixture.signedIn();
    expect(await isSignedIn(browser)).toBe(true);
    const answer = await logOut({ client_id, logout_uri: bye }, browser);
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe(bye);
    expect(answer.headers['set-cookie']).toEqual([
      `cognito-${fixture.pool.id}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
    ]);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('shows the sign-in page for a redirect URI', async () => {
    const browser = await fixture.signedIn();
    const query = { client_id, response_type: 'code', redirect_uri: callback, state: 's' };
    const answer = await logOut(query, browser);
    expect(answer.redirect().pathname).toBe('/login');
    expect(Object.fromEntries(answer.redirect().searchParams)).toEqual(query);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('prefers logout_uri', async () => {
    const query = { client_id, response_type: 'code', redirect_uri: callback, logout_uri: bye };
    expect((await logOut(query)).headers.location).toBe(bye);
  });

  it('leaves the tokens alone', async () => {
    const code = await fixture.code('app');
    await logOut({ client_id, logout_uri: bye }, await fixture.signedIn());
    const grant = { grant_type: 'authorization_code', client_id, code, redirect_uri: callback };
    expect((await fixture.post('/oauth2/token', grant)).status).toBe(200);
  });

  it('goes nowhere else, and signs nobody out then', async () => {
    const browser = await fixture.signedIn();
    const mismatch = `/error?error=redirect_mismatch&client_id=${client_id}`;
    for (const [query, location] of [
      [{ client_id, logout_uri: 'https://evil.example/' }, mismatch],
      [{ client_id, logout_uri: `${bye}/` }, mismatch],
      [{ client_id, logout_uri: callback }, mismatch],
      [{ client_id, redirect_uri: bye, response_type: 'code' }, mismatch],
      [{ client_id: 'nobody', logout_uri: bye }, '/error?error=invalid_client'],
      [{ logout_uri: bye }, '/error?error=invalid_request'],
      [{ client_id }, `/error?error=invalid_request&client_id=${client_id}`],
    ] as [Record<string, string>, string][]) {
      const answer = await logOut(query, browser);
      expect(answer.headers.location).toBe(location);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    const twice = await fixture.get(
      `/logout?client_id=${client_id}&logout_uri=${bye}&logout_uri=https://evil.example`,
    );
    expect(twice.headers.location).toBe('/error?error=invalid_request');
    expect(await isSignedIn(browser)).toBe(true);
  });
});
