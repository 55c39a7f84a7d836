import {
  AdminAddUserToGroupCommand,
  AdminGetUserCommand,
  CreateGroupCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { userPoolClients } from '../domain/pool/user-pool-client.js';
import { userPools } from '../domain/pool/user-pool.js';
import { put } from '../domain/store.js';
import { ConsoleDriver, resetToTemplate } from '../spec-support/console-driver.js';
import { goodPassword } from '../spec-support/harness.js';
import { pageTemplate } from '../spec-support/page-fixture.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';
import { consolePath } from './page.js';

const evil = `"><script>alert('1')</script>`;
const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;';

describe('the console', () => {
  const resources = useResources();
  let started: StartedEmulator;
  let browser: ConsoleDriver;
  let pool: string;
  beforeAll(async () => {
    started = await resources.add(startFixture());
    pool = `${consolePath}/pools/${started.pool.id}`;
  });
  beforeEach(async () => {
    await resetToTemplate(started.emulator.url);
    browser = new ConsoleDriver(started.emulator.url);
  });

  const signUp = async (Username: string, name = 'Ann') => {
    const { sdk, client } = started;
    const UserAttributes = [{ Name: 'name', Value: name }];
    const ClientId = client('web').id;
    const input = { ClientId, Username, Password: goodPassword, UserAttributes };
    const { UserSub } = await sdk.send(new SignUpCommand(input));
    return `${pool}/users/${UserSub}`;
  };
  const userOf = (Username: string) =>
    started.sdk.send(new AdminGetUserCommand({ UserPoolId: started.pool.id, Username }));

  it.each(['/_emulator', '/_emulator/'])('begins at %s, with the pools there are', async (path) => {
    const { status, text, headers } = await browser.open(path);
    expect(status).toBe(200);
    expect(text).toContain(started.pool.id);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(String(headers['set-cookie'])).toMatch(/; Path=\/_emulator; HttpOnly; SameSite=Strict$/);
  });

  it('loads what pages name, and nothing inline', async () => {
    const { text } = await browser.open('/_emulator');
    const loaded = [...text.matchAll(/(?:href|src)="(\/_emulator\/console\/[^"]*\?v=[^"]*)"/g)];
    expect(loaded).toHaveLength(3);
    for (const [, path] of loaded) expect((await browser.open(path!)).status).toBe(200);
    expect(text).not.toMatch(/<script(?! src=)|<style| style=| on[a-z]+=/);
  });

  it('shows a pool and its clients, and a secret only to who asks for it', async () => {
    const machine = started.client('machine');
    const [secret] = machine.secrets;
    const { text } = await browser.open(pool);
    for (const part of [started.client('web').id, machine.id, 'fixture-domain'])
      expect(text).toContain(part);
    const action = `${pool}/clients/${machine.id}/secrets`;
    for (const path of ['/_emulator', pool, `${consolePath}/requests`, `${consolePath}/keys`])
      expect((await browser.open(path)).text).not.toContain(secret!.value);
    expect((await browser.open(action)).status).toBe(405);
    const asked = await browser.submit(pool, action);
    expect(asked.text).toContain(secret!.value);
    expect(asked.headers['cache-control']).toBe('no-store');
  });

  it('leads to the pages of a pool for clients with a callback', async () => {
    const shop = await resources.add(startFixture({ template: pageTemplate() }));
    const path = `${consolePath}/pools/${shop.pool.id}`;
    const { text } = await new ConsoleDriver(shop.emulator.url).open(path);
    const [href = ''] = [...text.matchAll(/href="([^"]*\/oauth2\/authorize[^"]*)"/g)].map(
      ([, found = '']) => found.replaceAll('&amp;', '&'),
    );
    const answer = await fetch(href, { redirect: 'manual' });
    await shop.close();
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toContain('/login?');
  });

  it('finds users by the beginning of an attribute, a page at a time', async () => {
    for (let n = 0; n < 27; n += 1) await signUp(`user-${n}@example.com`);
    await signUp('zoe@example.com', 'Zoe "Z" \\');
    const first = await browser.open(`${pool}/users`);
    const next = /href="([^"]*token=[^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&');
    expect(first.text).not.toContain('zoe@example.com');
    expect((await browser.open(next!)).text).toContain('zoe@example.com');
    const search = async (by: string, begin: string) => {
      const query = new URLSearchParams({ by, search: begin }).toString();
      const { text } = await browser.open(`${pool}/users?${query}`);
      return [...text.matchAll(/<td data-label="Email"><div>([^<]*)/g)].map(([, email]) => email);
    };
    expect(await search('email', 'zo')).toEqual(['zoe@example.com']);
    expect(await search('name', 'Zoe "Z" \\')).toEqual(['zoe@example.com']);
    expect(await search('email', 'nobody')).toEqual([]);
    expect((await browser.open(`${pool}/users?token=forged`)).status).toBe(400);
  });

  it('confirms, disables and enables a user, and signs them out, by the API’s operations', async () => {
    const Username = 'ann@example.com';
    const user = await signUp(Username);
    const confirmed = await browser.submit(user, `${user}/confirm`);
    expect(confirmed.text).toContain('The user is confirmed.');
    expect((await userOf(Username)).UserStatus).toBe('CONFIRMED');
    const { sdk, client } = started;
    const signIn = () =>
      sdk.send(
        new InitiateAuthCommand({
          ClientId: client('web').id,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: Username, PASSWORD: goodPassword },
        }),
      );
    await signIn();
    expect((await browser.open(user)).text).toContain('<td data-label="Through"><div>API');
    const { services } = started.emulator;
    const { sub } = services.users.get(started.pool, Username);
    const now = services.clock.nowMilliseconds();
    const inBrowser = { sub, factors: [], signedInAt: now, expiresAt: now + 1_000 };
    const { changes } = services.browserSessions.signedIn(started.pool.id, undefined, inBrowser);
    await services.store.commit(changes);
    expect((await browser.open(user)).text).toContain('<td data-label="Through"><div>pages');
    await browser.submit(user, `${user}/sign-out`);
    expect((await browser.open(user)).text).toContain('Signed in nowhere.');
    await browser.submit(user, `${user}/disable`);
    await expect(signIn()).rejects.toThrow('User is disabled.');
    await browser.submit(user, `${user}/enable`);
    expect((await userOf(Username)).Enabled).toBe(true);
  });

  it('says what an operation refused, and that something isn’t there', async () => {
    const user = await signUp('ann@example.com');
    await browser.submit(user, `${user}/confirm`);
    const form = { _csrf: await browser.token(user) };
    const again = await browser.send('POST', `${user}/confirm`, { form });
    expect(again.status).toBe(400);
    expect(again.text).toContain('Current status is CONFIRMED');
    for (const path of [`${pool}/users/nobody`, `${consolePath}/pools/none`, `${pool}/users/%E0`])
      expect((await browser.open(path)).status).toBe(404);
  });

  it('shows messages, the newest first, and removes those that are chosen', async () => {
    const outbox = `${consolePath}/outbox`;
    for (const name of ['ann@example.com', 'bob@example.com']) await signUp(name);
    const whole = await browser.open(outbox);
    expect(whole.text.indexOf('bob@example.com')).toBeLessThan(
      whole.text.indexOf('ann@example.com'),
    );
    expect(whole.text).toMatch(/data-copy="the code">\d{6}</);
    const chosen = `${outbox}?username=ann%40example.com`;
    expect((await browser.open(chosen)).text).not.toContain('bob@example.com');
    await browser.submit(chosen, `${outbox}/empty`);
    const left = await browser.open(outbox);
    expect(left.text).not.toContain('ann@example.com');
    expect(left.text).toContain('bob@example.com');
    expect((await browser.open(`${outbox}?kind=Other`)).status).toBe(400);
  });

  it('leads to where a message leads', async () => {
    const { outbox, store } = started.emulator.services;
    const link = 'http://localhost:1/confirmUser?client_id=a&user_name=b';
    const message = { poolId: 'p', username: 'u', sub: 's', destination: 'd', subject: null };
    const sent = {
      ...message,
      code: null,
      body: 'Click',
      medium: 'EMAIL',
      kind: 'SignUp',
    } as const;
    await store.commit(outbox.deliver({ ...sent, link }));
    const { text } = await browser.open(`${consolePath}/outbox`);
    expect(text).toContain(`href="${link.replace('&', '&amp;')}"`);
  });

  it('runs nothing that names, attributes, groups, clients, messages or addresses hold', async () => {
    const { sdk, client, pool: own } = started;
    const UserPoolId = own.id;
    const web = client('web');
    const user = await signUp('eve@example.com', evil);
    await sdk.send(new CreateGroupCommand({ UserPoolId, GroupName: evil, Description: evil }));
    await sdk.send(
      new AdminAddUserToGroupCommand({
        UserPoolId,
        GroupName: evil,
        Username: 'eve@example.com',
      }),
    );
    const { outbox, store } = started.emulator.services;
    const message = {
      ...{ poolId: UserPoolId, username: evil, sub: evil, destination: evil },
      ...{ code: evil, subject: evil, body: evil, link: `javascript:${evil}` },
    };
    await store.commit(outbox.deliver({ ...message, medium: 'EMAIL', kind: 'SignUp' }));
    // Names that no operation takes can be in a data directory.
    await store.commit([
      put(userPoolClients, { ...web, name: evil }),
      put(userPools, { ...own, name: evil }),
    ]);
    const query = `search=${encodeURIComponent(evil)}&username=${encodeURIComponent(evil)}`;
    const paths = [user, pool, `${consolePath}/outbox`, `${pool}/users`, '/_emulator'];
    for (const path of paths.flatMap((one) => [one, `${one}?${query}&done=${evil}`])) {
      const { text } = await browser.open(path);
      expect(text).not.toContain('<script>');
      expect(text).not.toContain('href="javascript:');
    }
    expect((await browser.open(user)).text).toContain(escaped);
    expect((await browser.open(`${consolePath}/outbox`)).text).toContain(escaped);
    expect((await browser.open(pool)).text).toContain(escaped);
  });
});
