import { request } from 'node:http';
import { useResources } from '@gatehouse/test-kit';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

describe('/_emulator', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture({ publicUrl: 'http://cognito.test:9500' }));
    for (const Username of ['ann@example.com', 'bob@example.com']) await signUp(Username);
  });

  const signUp = (Username: string) =>
    fetch(started.emulator.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp',
      },
      body: JSON.stringify({
        ClientId: started.client('web').id,
        Username,
        Password: 'Correct-horse-7',
      }),
    });
  /** Unlike fetch, it lets Host be set. */
  const call = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      request(`${started.emulator.url}${path}`, { method, headers }, (response) => {
        let body = '';
        response
          .on('data', (chunk: Buffer) => (body += chunk.toString()))
          .on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      })
        .on('error', reject)
        .end();
    });
  const destinations = async (query: string) => {
    const { body } = await call(`/_emulator/outbox?${query}`);
    return (JSON.parse(body) as { destination: string }[]).map(({ destination }) => destination);
  };

  it('lists messages oldest first, by user and pool', async () => {
    expect(await destinations('')).toEqual(['ann@example.com', 'bob@example.com']);
    expect(await destinations('username=ANN@example.com')).toEqual(['ann@example.com']);
    expect(await destinations(`username=ann@example.com&poolId=${started.pool.id}`)).toHaveLength(
      1,
    );
    expect(await destinations('poolId=eu-west-1_000000000')).toEqual([]);
    expect(await destinations('poolId=&username=')).toHaveLength(2);
    expect(await destinations('username=__proto__')).toEqual([]);
    const { services } = started.emulator;
    const { sub } = services.users.get(started.pool, 'bob@example.com');
    expect(await destinations(`username=${sub}`)).toEqual(['bob@example.com']);
  });

  it('lists pools and clients without secrets', async () => {
    const { body } = await call('/_emulator/pools');
    const [pool] = JSON.parse(body) as Record<string, unknown>[];
    expect(pool).toMatchObject({
      id: started.pool.id,
      name: 'fixture',
      domain: 'fixture-domain',
      issuer: `http://cognito.test:9500/${started.pool.id}`,
    });
    expect(pool!.clients).toContainEqual({ id: started.client('web').id, name: 'web' });
    for (const { value } of started.client('machine').secrets) expect(body).not.toContain(value);
  });

  it.each<Record<string, string>>([
    { host: 'evil.example' },
    { host: 'evil.example:9500' },
    { host: 'localhost.evil.example' },
    { host: '127.0.0.1.evil.example' },
    { host: 'cognito.test:9501' },
    { host: 'cognito.test' },
    { host: 'cognito.test.:9500' },
    { host: 'xn--a.localhost' },
    { host: '127.1' },
    { host: '2130706433' },
    { host: '0x7f000001' },
    { host: '0177.0.0.1' },
    { host: '127.0.0.1.' },
    { host: '127.256.0.1' },
    { host: '%6cocalhost' },
    { host: 'local\thost' },
    { host: 'localhost/x' },
    { host: 'localhost\\x' },
    { host: 'localhost:0' },
    { host: 'evil.example@localhost' },
    { host: '[::ffff:127.0.0.1]' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'file://localhost' },
    { origin: 'http://127.0.0.1.evil.example' },
    { origin: 'http://xn--a.localhost' },
    { origin: 'http://127.1' },
    { origin: 'http://0x7f.1:3000' },
    { origin: 'http://%6cocalhost' },
    { origin: 'http://evil.example@localhost' },
    { origin: 'http://localhost\\.evil.example' },
    { origin: 'http:localhost' },
    { origin: 'http://localhost:80' },
    { origin: 'http://localhost/' },
    { origin: 'http://localhost, http://evil.example' },
  ])('refuses %j', async (headers) => {
    for (const path of ['outbox', 'pools', 'requests', 'clock', 'keys', 'faults'].map(
      (name) => `/_emulator/${name}`,
    )) {
      const answer = await call(path, headers);
      expect(answer).toEqual({ status: 403, body: '{"error":"only_for_this_machine"}' });
    }
    expect((await call('/_emulator/outbox', headers, 'DELETE')).status).toBe(403);
    expect(await destinations('')).toHaveLength(2);
  });

  it.each<Record<string, string>>([
    { host: 'localhost:1234' },
    { host: '127.0.0.1' },
    { host: '[::1]:9500' },
    { host: 'cognito.test:9500' },
    { host: 'COGNITO.test:9500' },
    { host: 'LocalHost' },
    { host: '127.255.255.255:1' },
    { host: 'auth.localhost', origin: 'http://localhost:3000' },
    { origin: 'http://cognito.test:9500' },
  ])('takes %j', async (headers) => {
    expect((await call('/_emulator/pools', headers)).status).toBe(200);
  });

  it('empties the outbox', async () => {
    expect((await call('/_emulator/outbox', {}, 'DELETE')).status).toBe(204);
    expect(await destinations('')).toEqual([]);
    await signUp('cat@example.com');
    expect(await destinations('')).toEqual(['cat@example.com']);
  });
});
