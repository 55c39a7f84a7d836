import { connect } from 'node:net';
import { once } from 'node:events';
import { closeEvent, useResources } from '@gatehouse/test-kit';
import { startServer } from './server.js';
import { fixtureTemplate } from './spec-support/fixture-template.js';

describe('startServer', () => {
  const resources = useResources();

  it('runs without a template', async () => {
    const emulator = await resources.add(startServer());
    const pools = await fetch(`${emulator.url}/_emulator/pools`);
    expect(await pools.json()).toEqual([]);
    expect(emulator.publicUrl).toBe(emulator.url.replace('127.0.0.1', 'localhost'));
  });

  it('says which pools there are', async () => {
    const emulator = await resources.add(startServer({ template: fixtureTemplate }));
    const [pool] = emulator.pools();
    expect(pool).toMatchObject({
      id: 'eu-west-1_sztxdNq7v',
      name: 'fixture',
      issuer: `${emulator.publicUrl}/eu-west-1_sztxdNq7v`,
      domainUrl: emulator.publicUrl.replace('localhost', 'fixture-domain.localhost'),
    });
    expect((await fetch(pool!.jwksUri)).status).toBe(200);
    const secretOf = (wanted: string) => pool!.clients.find(({ name }) => name === wanted)?.secret;
    expect(secretOf('web')).toBeUndefined();
    expect(secretOf('machine')).toMatch(/^[a-z0-9]{51}$/);
  });

  it('answers before its keys are made, and tokens as soon as they are', async () => {
    const emulator = await resources.add(startServer({ template: fixtureTemplate }));
    const [pool] = emulator.services.pools.all();
    const path = `${pool!.id}/.well-known`;
    const first = await fetch(`${emulator.url}/${path}/openid-configuration`);
    expect(first.status).toBe(200);
    const keys = await Promise.all(
      [1, 2].map(async () => (await fetch(`${emulator.url}/${path}/jwks.json`)).text()),
    );
    expect(keys[0]).toBe(keys[1]);
  });

  it.each([
    ['silent', ''],
    ['halfway through its headers', 'POST / HTTP/1.1\r\nHost: x\r\n'],
    [
      'halfway through a body',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    ],
  ])('does not wait for a connection that is %s', async (_what, bytes) => {
    const emulator = await resources.add(startServer());
    const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined).write(bytes);
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await (await fetch(`${emulator.url}/health`)).text();
    const startedAt = performance.now();
    await emulator.close();
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    await gone;
  });

  it('finishes what is under way before it ends, and takes nothing more', async () => {
    const emulator = await resources.add(startServer({ template: fixtureTemplate }));
    const { port } = new URL(emulator.url);
    const [pool] = emulator.services.pools.all();
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    const body = 'grant_type=x';
    const type = 'Content-Type: application/x-www-form-urlencoded';
    const head = `POST /oauth2/token HTTP/1.1\r\nHost: x\r\n${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
    socket.write(head);
    // A second request proves that the first one's head has arrived.
    await fetch(`${emulator.url}/${pool!.id}/.well-known/openid-configuration`);
    const left = closeEvent(socket);
    const closed = emulator.close();
    socket.write(body);
    await left;
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*connection: close[\s\S]*invalid_request/i);
    await closed;
    await expect(fetch(`${emulator.url}/health`)).rejects.toThrow('fetch failed');
  });
});
