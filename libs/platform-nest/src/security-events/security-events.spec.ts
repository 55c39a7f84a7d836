import { createLogger, DomainError } from '@gatehouse/platform-core';
import { closeEvent, useResources, waitUntil } from '@gatehouse/test-kit';
import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Post,
  Req,
  UseGuards,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { connect } from 'node:net';
import { createApp, listen } from '../create-app.js';
import { RecordsSecurityEvent } from './records-security-event.decorator.js';
import { recordRejection, securityEventOf } from './request-security-event.js';

class WrongPasswordError extends DomainError {
  readonly kind = 'refused';
  readonly code = 'invalid_credentials';
  override readonly logReason = 'user_not_confirmed';
}
class NotYoursError extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'not_the_owner';
}

const principal = { poolId: 'pool', subject: 'ada', transaction: { clientAddress: '192.0.2.1' } };
const names = { success: 'auth.signed_in', failure: 'auth.sign_in_failed' } as const;
let entered: (() => void) | undefined;

/** Verifies every caller that has a header for it, as the guards of an auth module do. */
class CallerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ headers: object; principal?: object }>();
    if ('x-caller' in request.headers) request.principal = principal;
    if (!('x-rejected' in request.headers)) return true;
    recordRejection({ reason: 'expired' }, request);
    throw new NotYoursError('Rejected by a guard.');
  }
}

/** Rejects and records nothing, as a guard of somebody else's may. */
class OtherGuard implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Controller()
class SignInController {
  @Post('sign-in')
  @RecordsSecurityEvent({ names, nameMember: 'name', subjectOf: ({ id }: { id: string }) => id })
  signIn() {
    return { id: 'ada' };
  }

  @Post('secretly-wrong')
  @RecordsSecurityEvent({ names, nameMember: 'name', subjectOf: ({ id }: { id: string }) => id })
  secretlyWrong(@Req() request: object) {
    securityEventOf(request)?.failSecretly('user_exists');
    return { id: 'somebody' };
  }

  @Post('wrong')
  @RecordsSecurityEvent({ names, nameMember: 'name' })
  wrong() {
    throw new WrongPasswordError('Wrong.');
  }

  @Post('slow')
  @RecordsSecurityEvent({ names, nameMember: 'name' })
  async slow(@Req() { raw }: FastifyRequest) {
    const left = closeEvent(raw.socket);
    entered?.();
    await left;
    // The server's own listeners of that event have run by then.
    await new Promise((resolve) => setImmediate(resolve));
    throw new WrongPasswordError('Wrong.');
  }

  @Post('broken')
  @RecordsSecurityEvent({ names })
  broken() {
    throw new Error('not foreseen');
  }

  @Post('users/:id')
  @RecordsSecurityEvent({ names, targetParameter: 'id' })
  manage() {
    return {};
  }

  @Get('order')
  order() {
    throw new NotYoursError('Not yours.');
  }

  @Get('closed')
  @UseGuards(OtherGuard)
  closed() {
    return {};
  }

  @Get('plain')
  plain() {
    return {};
  }
}

const lines: Record<string, unknown>[] = [];
const resources = useResources();
let service: string;
let edge: string;

beforeAll(async () => {
  const logger = createLogger('app', 'info', {
    write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>),
  });
  const start = async (isService: boolean) => {
    const module = {
      module: class {},
      controllers: [SignInController],
      providers: [{ provide: APP_GUARD, useClass: CallerGuard }],
    };
    const app = await resources.add(
      createApp(module, {
        logger,
        requestLogger: logger.child({ part: 'quiet' }, { level: 'warn' }),
        securityLog: { key: 'a key of a test', poolId: 'pool' },
        acceptRequestId: isService,
      }),
    );
    return listen(app, { port: 0, host: '127.0.0.1' });
  };
  service = await start(true);
  edge = await start(false);
});
beforeEach(() => (lines.length = 0));

const send = (base: string, path: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(`${base}${path}`, {
    method: reading.includes(path) ? 'GET' : 'POST',
    headers: {
      'x-forwarded-for': '198.51.100.7',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body ?? null,
  });
const reading = ['/order', '/closed', '/plain', '/nowhere'];
const events = () => lines.filter(({ event }) => event !== undefined);

describe("a request's security event", () => {
  it('is on the one line of the request, at info though its other lines begin at warn', async () => {
    const answer = await send(service, '/sign-in', {}, '{"name":"Ada"}');
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        msg: 'answered',
        part: 'quiet',
        event: 'auth.signed_in',
        outcome: 'success',
        actor: expect.stringMatching(/^[\w-]{22}$/) as string,
        signInName: expect.stringMatching(/^[\w-]{22}$/) as string,
        clientAddress: '198.51.100.7',
        requestId: answer.headers.get('x-request-id'),
        method: 'POST',
        route: '/sign-in',
        status: 201,
      }),
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/ada/i);
  });

  it('has the reason for the log, which may be more exact than the code', async () => {
    expect((await send(service, '/wrong', {}, '{"name":"Ada"}')).status).toBe(401);
    expect(lines).toMatchObject([{ event: 'auth.sign_in_failed', reason: 'user_not_confirmed' }]);
    expect(lines[0]).not.toHaveProperty('actor');
  });

  it('is a failure without an actor where the response hides it', async () => {
    expect((await send(service, '/secretly-wrong', {}, '{"name":"Ada"}')).status).toBe(201);
    expect(lines).toMatchObject([
      { event: 'auth.sign_in_failed', outcome: 'failure', reason: 'user_exists', status: 201 },
    ]);
    expect(lines[0]).not.toHaveProperty('actor');
  });

  it('fails with the request when something fails that nobody foresaw', async () => {
    await send(service, '/broken');
    expect(events()).toMatchObject([{ event: 'auth.sign_in_failed', reason: 'internal_error' }]);
  });

  describe('when the caller leaves before it is answered', () => {
    const request = (path: string, id: string) =>
      `POST ${path} HTTP/1.1\r\nHost: a\r\nX-Request-Id: ${id}\r\n` +
      'Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{"name":"Ada"}';
    /** Sends requests on one connection and ends it once the slow one among them is in its handler. */
    const sendAndLeave = async (...requests: string[]) => {
      const { hostname, port } = new URL(service);
      const inHandler = new Promise<void>((resolve) => (entered = resolve));
      const socket = resources.add(connect(Number(port), hostname));
      socket.write(requests.join(''));
      await inHandler;
      socket.destroy();
      await waitUntil(
        async () => {
          await send(service, '/plain');
          return events().length >= requests.length;
        },
        { what: `${requests.length} security events` },
      );
      return events();
    };
    const alone = {
      msg: 'security event',
      event: 'auth.sign_in_failed',
      reason: 'user_not_confirmed',
      clientAddress: '127.0.0.1',
    };

    it('is on a line of its own', async () => {
      expect(await sendAndLeave(request('/slow', 'left-early'))).toEqual([
        expect.objectContaining({ ...alone, requestId: 'left-early', route: '/slow' }),
      ]);
    });

    it('is on a line of its own, too, where its response waits for another', async () => {
      const lines = await sendAndLeave(
        request('/slow', 'pipeline-1'),
        request('/wrong', 'pipeline-2'),
      );
      const ids = lines.map(({ requestId }) => requestId);
      expect(ids.sort()).toEqual(['pipeline-1', 'pipeline-2']);
      for (const line of lines) expect(line).toMatchObject(alone);
    });
  });

  it('is a failure of the method, with its target, when a guard rejects the caller', async () => {
    await send(service, '/users/eve', { 'x-rejected': 'yes' });
    await send(service, '/users/eve', { 'x-rejected': 'yes', 'x-caller': 'yes' });
    const common = { event: 'auth.sign_in_failed', reason: 'expired', route: '/users/:id' };
    expect(lines).toMatchObject([common, { ...common, clientAddress: '192.0.2.1' }]);
    expect(lines[0]).not.toHaveProperty('actor');
    expect(lines[0]!.target).toBe(lines[1]!.target);
    expect(lines[1]!.actor).not.toBe(lines[1]!.target);
  });

  it('is request.rejected for a 401 or 403 of any other method', async () => {
    await send(service, '/order', { 'x-caller': 'yes' });
    await send(service, '/closed');
    await send(service, '/plain', { 'x-rejected': 'yes' });
    expect(events()).toMatchObject([
      { event: 'request.rejected', reason: 'not_the_owner', clientAddress: '192.0.2.1' },
      { event: 'request.rejected', reason: 'http_403', status: 403 },
      { event: 'request.rejected', reason: 'expired', status: 403 },
    ]);
    expect(events().map(({ actor }) => actor !== undefined)).toEqual([true, false, false]);
  });

  it('believes no address of a caller that no guard let in, and none at the edge', async () => {
    await send(service, '/plain', { 'x-rejected': 'yes' });
    await send(edge, '/wrong');
    await send(service, '/wrong', { 'x-forwarded-for': '198.51.100.7, 10.0.0.1' });
    await send(service, '/wrong', { 'x-forwarded-for': 'ada@example.com' });
    expect(events().map(({ clientAddress }) => clientAddress)).toEqual([
      '127.0.0.1',
      '127.0.0.1',
      '127.0.0.1',
      '127.0.0.1',
    ]);
  });

  it('is absent where nothing of the kind happened', async () => {
    expect((await send(service, '/plain')).status).toBe(200);
    expect((await send(service, '/nowhere')).status).toBe(404);
    expect(lines).toEqual([]);
  });
});
