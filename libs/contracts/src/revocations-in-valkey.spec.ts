import type { RevocationMessage } from './revocations.js';
import {
  decodeRevocation,
  earlierSessionsKey,
  encodeRevocation,
  revocationChannel,
  revocationKey,
  revocationKeyPattern,
} from './revocations-in-valkey.js';

const user = { poolId: 'eu-west-1_AbCdEfGhI', subject: 'ada', expiresAt: 1_800_000_000 };
const session = { kind: 'session', ...user, originJti: 's-1', startedAt: 1_700_000_000 } as const;
const { subject: _, ...ofUnknownUser } = session;
const messages: [string, string, RevocationMessage][] = [
  ['session:eu-west-1_AbCdEfGhI:s-1', 'ada', session],
  ['session:eu-west-1_AbCdEfGhI:s-1', '', ofUnknownUser],
  ['user:eu-west-1_AbCdEfGhI:ada', 'ada', { kind: 'user', ...user, issuedUntil: 1 }],
  [
    'earlier_sessions:eu-west-1_AbCdEfGhI:ada',
    'ada',
    { kind: 'earlier_sessions', ...user, startedUntil: 1 },
  ],
];

// Gateways and user-services of different releases share one Valkey, so these texts do not change.
describe('revocations in Valkey', () => {
  it('have one channel and one pattern of keys', () => {
    expect(revocationChannel).toBe('gatehouse:revocations');
    expect(revocationKeyPattern).toBe('gatehouse:revocation:*');
  });

  it.each(messages)('have the key %s', (key, subject, message) => {
    expect(revocationKey(message)).toBe(`gatehouse:revocation:${key}`);
    expect(earlierSessionsKey(message)).toBe(
      `gatehouse:revocation:earlier_sessions:eu-west-1_AbCdEfGhI:${subject}`,
    );
  });

  it.each(messages)('are read as they were written: %s', (_key, _subject, message) => {
    expect(JSON.parse(encodeRevocation(message))).toEqual(message);
    expect(decodeRevocation(encodeRevocation(message))).toEqual(message);
  });

  it.each(['', '{}', 'null', '[]', '{"kind":"session"}', JSON.stringify({ ...session, more: 1 })])(
    'are not read from %j',
    (text) => {
      expect(() => decodeRevocation(text)).toThrow();
    },
  );
});
