import { fn, spyOn } from 'jest-mock';
import { Logger } from '@nestjs/common';
import { FakeServer, useResources } from '@gatehouse/test-kit';
import { ServiceClient } from './service-client.js';

describe("the client's circuit", () => {
  const resources = useResources();
  let users: FakeServer;
  let client: ServiceClient;
  const logged = fn<(line: { msg: string }) => void>();
  beforeAll(() => {
    Logger.overrideLogger({ log: logged, warn: logged, error: logged });
    resources.add(() => void Logger.overrideLogger(['error', 'warn', 'log']));
  });
  beforeEach(async () => {
    users = await resources.add(FakeServer.start(() => ({ status: 500 })));
    client = resources.add(new ServiceClient({ name: 'users', baseUrl: users.url }));
  });
  const call = () => client.request({ path: '/', parse: (body) => body });
  const outcomes = async (count: number) => {
    const seen: unknown[] = [];
    for (let index = 0; index < count; index += 1) {
      await call().then(
        ({ status }) => seen.push(status),
        (error: unknown) => seen.push((error as { reason: string }).reason),
      );
    }
    return seen;
  };

  it('opens after failures, lets one call try after a while, and closes when that goes well', async () => {
    const now = Date.now();
    const clock = spyOn(Date, 'now').mockReturnValue(now);
    resources.add(() => clock.mockRestore());
    expect(await outcomes(10)).toEqual(Array.from({ length: 10 }, () => 'status'));
    await expect(call()).rejects.toMatchObject({ reason: 'circuit_open', retryAfterSeconds: 5 });
    expect(users.requests).toHaveLength(10);

    clock.mockReturnValue(now + 5_000);
    expect(await outcomes(3)).toEqual(['status', 'circuit_open', 'circuit_open']);
    expect(users.requests).toHaveLength(11);

    clock.mockReturnValue(now + 10_000);
    users.respond = () => ({ body: {} });
    expect(await outcomes(3)).toEqual([200, 200, 200]);
    expect(logged.mock.calls.map(([{ msg }]) => msg)).toEqual([
      'circuit opened',
      'circuit opened',
      'circuit closed',
    ]);
  });

  it('stays closed over answers that blame the call, and requests to slow down', async () => {
    users.respond = () => ({ status: users.requests.length % 2 ? 404 : 429 });
    await outcomes(20);
    users.respond = () => ({ body: {} });
    expect(await outcomes(1)).toEqual([200]);
  });
});
