import { createLogger, DomainError, type FaultKind } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { Controller, Get, Param } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp, listen } from './create-app.js';

class FaultError extends DomainError {
  readonly code = 'the_code';

  constructor(
    readonly kind: FaultKind,
    override readonly retryAfterSeconds?: number,
  ) {
    super('What anyone may know.');
  }
}

@Controller('faults')
class FaultsController {
  @Get(':kind')
  fail(@Param('kind') kind: FaultKind) {
    throw new FaultError(kind);
  }

  @Get(':kind/:seconds')
  failForAWhile(@Param('kind') kind: FaultKind, @Param('seconds') seconds: string) {
    throw new FaultError(kind, Number(seconds));
  }
}

const resources = useResources();
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const module = { module: class {}, controllers: [FaultsController] };
  app = await resources.add(createApp(module, { logger: createLogger('test', 'silent') }));
  url = await listen(app, { port: 0, host: '127.0.0.1' });
});

describe('a domain error', () => {
  it.each<[FaultKind, number, string | null]>([
    ['invalid', 400, null],
    ['refused', 401, 'Bearer realm="gatehouse"'],
    ['forbidden', 403, null],
    ['not_found', 404, null],
    ['conflict', 409, null],
    ['unprocessable', 422, null],
    ['limited', 429, null],
    ['unavailable', 503, null],
  ])('of the kind %s is %i, with the challenge %j', async (kind, status, challenge) => {
    const answer = await fetch(`${url}/faults/${kind}`);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('www-authenticate')).toBe(challenge);
    expect(answer.headers.get('retry-after')).toBeNull();
    expect(await answer.json()).toEqual({
      type: 'about:blank',
      title: expect.any(String) as string,
      status,
      code: 'the_code',
      detail: 'What anyone may know.',
      requestId: answer.headers.get('x-request-id'),
    });
  });

  it('says when to come back, where that is known', async () => {
    const answer = await fetch(`${url}/faults/unavailable/7`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '7']);
  });
});
