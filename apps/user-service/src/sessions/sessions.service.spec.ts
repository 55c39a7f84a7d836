import type { UserPrincipal } from '@gatehouse/auth-core';
import type { Tokens } from '@gatehouse/contracts';
import { DatabaseUnavailableError } from '@gatehouse/persistence';
import { FakeClock, useResources } from '@gatehouse/test-kit';
import { Logger } from '@nestjs/common';
import { fn, spyOn } from 'jest-mock';
import { SessionsService } from './sessions.service.js';

const poolId = 'eu-west-1_TestPool1';
const user = { poolId, subject: 'ada', originJti: 'one', authTime: 1_700_000_000 } as UserPrincipal;

/** Tokens whose access token has these claims. */
function tokensWith(claims: object): Tokens {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return { access_token: `e.${payload}.s` } as Tokens;
}
const claims = {
  iss: `https://cognito-idp.eu-west-1.amazonaws.com/${poolId}`,
  ...{ sub: 'ada', client_id: 'app', origin_jti: 'one', auth_time: 1_700_000_000 },
};

describe('SessionsService', () => {
  const resources = useResources();
  let clock: FakeClock;
  let warnings: string[];
  const record = fn<() => Promise<'stored' | 'ended'>>();
  let service: SessionsService;

  beforeEach(() => {
    clock = new FakeClock();
    warnings = [];
    const spy = spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => {
      warnings.push((line as { msg: string }).msg);
    });
    resources.add(() => spy.mockRestore());
    record.mockReset().mockResolvedValue('stored');
    const parts = { sessions: { record }, signOuts: {}, stepUps: {} };
    service = new SessionsService(
      parts as unknown as ConstructorParameters<typeof SessionsService>[0],
      {
        clock,
        sessionLifetimeSeconds: 60,
      },
    );
  });

  it('records a session once an hour, however often it calls', async () => {
    for (let call = 0; call < 3; call++) await service.active(user, 'Firefox');
    expect(record.mock.calls).toEqual([
      [
        {
          ...{ poolId, sub: 'ada', originJti: 'one', userAgent: 'Firefox' },
          startedAt: new Date(1_700_000_000_000),
          expiresAt: new Date(1_700_000_060_000),
        },
      ],
    ]);
    clock.advanceSeconds(3_600);
    await service.active(user, 'Firefox');
    expect(record).toHaveBeenCalledTimes(2);
  });

  it('records a session once, however many requests of it come at once', async () => {
    await Promise.all(Array.from({ length: 50 }, () => service.active(user, 'Firefox')));
    expect(record).toHaveBeenCalledTimes(1);
    record.mockResolvedValue('ended');
    const other = { ...user, originJti: 'two' };
    for (let round = 0; round < 2; round++) {
      await Promise.all(Array.from({ length: 50 }, () => service.active(other, null)));
    }
    expect(record).toHaveBeenCalledTimes(3);
  });

  it('remembers so many sessions at most', async () => {
    for (let count = 0; count <= 20_000; count++) {
      await service.active({ ...user, originJti: `session ${count}` }, null);
    }
    record.mockClear();
    await service.active({ ...user, originJti: 'session 20000' }, null);
    expect(record).not.toHaveBeenCalled();
    await service.active({ ...user, originJti: 'session 0' }, null);
    expect(record).toHaveBeenCalledTimes(1);
  });

  it('lets requests, sign-ins and refreshes go on while it cannot record them', async () => {
    record.mockRejectedValue(new DatabaseUnavailableError(undefined));
    await service.active(user, null);
    expect(await service.issued(tokensWith(claims), null)).toBe('active');
    expect(warnings).toEqual(Array(2).fill('a session could not be recorded'));
    record.mockResolvedValue('stored');
    await service.active(user, null);
    expect(record).toHaveBeenCalledTimes(3);
  });

  it('says that the session of tokens has ended', async () => {
    record.mockResolvedValue('ended');
    expect(await service.issued(tokensWith(claims), null)).toBe('ended');
    await service.active(user, null);
    expect(record).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['tokens that do not name their session', tokensWith({ ...claims, origin_jti: undefined })],
    ['tokens that cannot be read', { access_token: 'x' } as Tokens],
  ])('records nothing of %s', async (_name, tokens) => {
    expect(await service.issued(tokens, null)).toBe('active');
    await service.active({ ...user, originJti: undefined }, null);
    expect(record).not.toHaveBeenCalled();
  });
});
