import { createLogger, type Logger } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { Controller, Get, Logger as NestLogger, Req } from '@nestjs/common';
import { createApp, listen } from './create-app.js';

@Controller('things')
class ThingsController {
  @Get(':id')
  plain() {
    return {};
  }

  @Get(':id/marked')
  marked(@Req() request: { logFields?: object }) {
    request.logFields = { clientId: 'web', status: 'nothing overwrites what really happened' };
    return {};
  }
}

/** Keeps the lines about requests. */
function keptLog() {
  const lines: Record<string, unknown>[] = [];
  const ignore = () => undefined;
  const logger = {
    level: 'info',
    info: (line: object, msg?: string) => msg === 'answered' && lines.push({ ...line, msg }),
    ...{ trace: ignore, debug: ignore, warn: ignore, error: ignore, fatal: ignore, silent: ignore },
    child: () => logger,
  };
  return { lines, logger: logger as unknown as Logger };
}

const resources = useResources();

describe("a request's own line", () => {
  it('says what happened, and what its handler adds', async () => {
    const { lines, logger } = keptLog();
    const app = await resources.add(
      createApp({ module: class {}, controllers: [ThingsController] }, { logger }),
    );
    const url = await listen(app, { port: 0, host: '127.0.0.1' });
    await fetch(`${url}/things/7?secret=1`);
    await fetch(`${url}/things/7/marked`);
    await app.close();
    const common = { method: 'GET', status: 200, msg: 'answered' };
    const milliseconds = expect.any(Number) as number;
    expect(lines).toEqual([
      { ...common, milliseconds, route: '/things/:id' },
      { ...common, milliseconds, route: '/things/:id/marked', clientId: 'web' },
    ]);
  });
});

describe('what Nest says', () => {
  it("goes with a process's other lines, also where one of its apps keeps lines of requests apart", async () => {
    const [said, apart]: string[][] = [[], []];
    const keeping = (lines: string[]) =>
      createLogger('test', 'info', { write: (line) => lines.push(line) });
    const options = { logger: keeping(said!), requestLogger: keeping(apart!) };
    const module = { module: class {}, controllers: [ThingsController] };
    const app = await resources.add(createApp(module, options));
    const url = await listen(app, { port: 0, host: '127.0.0.1' });
    await fetch(`${url}/things/7`);
    new NestLogger('auth').warn({ msg: 'refused' });
    await app.close();
    const messages = (lines: string[]) =>
      lines.map((line) => (JSON.parse(line) as { readonly msg: string }).msg);
    expect(messages(said!)).toEqual(['refused']);
    expect(messages(apart!)).toContain('answered');
  });
});
