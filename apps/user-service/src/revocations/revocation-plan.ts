import type { RevocationMessage } from '@gatehouse/contracts';

type Message<Kind extends RevocationMessage['kind']> = Extract<RevocationMessage, { kind: Kind }>;

/** A session to be ended. Other than in a stored message, its user and its beginning are always known. */
export type SessionEnd = Message<'session'> &
  Required<Pick<Message<'session'>, 'subject' | 'startedAt'>>;

/** What user-service stores. */
export type RevocationRequest = SessionEnd | Message<'user'> | Message<'earlier_sessions'>;

/** A stored revocation. */
export interface RevocationRow<Revocation extends RevocationMessage = RevocationMessage> {
  readonly id: number;
  readonly revocation: Revocation;
}

/** What to change in the rows of one user. */
export interface RevocationPlan {
  /** What ends the tokens concerned: the request, a row that covers it, or an entry that takes the place of several. */
  readonly revocation: RevocationMessage;
  /** Whether `revocation` has to be stored; otherwise it is a row already, and nothing changes. */
  readonly isNew: boolean;
  /** Rows that `revocation` takes the place of. */
  readonly replaced: readonly RevocationRow[];
}

/**
 * Plans how one more revocation joins the rows of the same user, so that a user has at most one row of the kind `user`,
 * one of the kind `earlier_sessions` and `maxSessions` of the kind `session`. No token that a row ends is revived.
 *
 * @param rows the rows in force of the request's user
 * @param maxSessions with more ended sessions than these, one entry of the kind `earlier_sessions` takes their place
 */
export function planRevocation(
  request: RevocationRequest,
  rows: readonly RevocationRow[],
  maxSessions: number,
): RevocationPlan {
  if (request.kind === 'user') return planUser(request, rows);
  if (request.kind === 'earlier_sessions') return planEarlierSessions(request, rows);
  return planSession(request, rows, maxSessions);
}

/** Whether a revocation ends this session. */
export function endsSession(
  revocation: RevocationMessage,
  { originJti, startedAt }: Pick<SessionEnd, 'originJti' | 'startedAt'>,
): boolean {
  if (revocation.kind === 'session') return revocation.originJti === originJti;
  return revocation.kind === 'earlier_sessions' && revocation.startedUntil >= startedAt;
}

function planSession(
  request: SessionEnd,
  rows: readonly RevocationRow[],
  maxSessions: number,
): RevocationPlan {
  const ending = rows.filter(({ revocation }) => endsSession(revocation, request));
  const lasting = ending.find(({ revocation }) => revocation.expiresAt >= request.expiresAt);
  if (lasting) return unchanged(lasting);
  const isEarlier = rowsOf(ending, 'earlier_sessions').length > 0;
  if (isEarlier) return planEarlierSessions(entryOf(request), rows);
  const others = rowsOf(rows, 'session').filter((row) => !ending.includes(row));
  if (others.length < maxSessions) return { revocation: request, isNew: true, replaced: ending };
  const starts = others.map(({ revocation }) => revocation.startedAt ?? 0);
  const startedUntil = Math.max(request.startedAt, ...starts);
  return planEarlierSessions({ ...entryOf(request), startedUntil }, rows);
}

function planUser(request: Message<'user'>, rows: readonly RevocationRow[]): RevocationPlan {
  const replaced = rowsOf(rows, 'user');
  const issuedUntil = latest(request.issuedUntil, replaced, (row) => row.issuedUntil);
  const expiresAt = latest(request.expiresAt, replaced, (row) => row.expiresAt);
  const same = replaced.find(
    ({ revocation }) =>
      revocation.issuedUntil === issuedUntil && revocation.expiresAt === expiresAt,
  );
  if (same && replaced.length === 1) return unchanged(same);
  return { revocation: { ...request, issuedUntil, expiresAt }, isNew: true, replaced };
}

/** The entry takes the place of an earlier one, and of the sessions that began in time. */
function planEarlierSessions(
  request: Message<'earlier_sessions'>,
  rows: readonly RevocationRow[],
): RevocationPlan {
  const entries = rowsOf(rows, 'earlier_sessions');
  const startedUntil = latest(request.startedUntil, entries, (row) => row.startedUntil);
  const sessions = rowsOf(rows, 'session').filter(
    ({ revocation: { startedAt } }) => startedAt !== undefined && startedAt <= startedUntil,
  );
  const replaced: RevocationRow[] = [...entries, ...sessions];
  const expiresAt = latest(request.expiresAt, replaced, (row) => row.expiresAt);
  const [entry] = entries;
  const isSame =
    entry?.revocation.startedUntil === startedUntil && entry.revocation.expiresAt === expiresAt;
  if (isSame && replaced.length === 1) return unchanged(entry);
  return { revocation: { ...request, startedUntil, expiresAt }, isNew: true, replaced };
}

function unchanged({ revocation }: RevocationRow): RevocationPlan {
  return { revocation, isNew: false, replaced: [] };
}

function entryOf(session: SessionEnd): Message<'earlier_sessions'> {
  const { poolId, subject, startedAt: startedUntil, expiresAt } = session;
  return { kind: 'earlier_sessions', poolId, subject, startedUntil, expiresAt };
}

function rowsOf<Kind extends RevocationMessage['kind']>(
  rows: readonly RevocationRow[],
  kind: Kind,
): RevocationRow<Message<Kind>>[] {
  return rows.filter((row): row is RevocationRow<Message<Kind>> => row.revocation.kind === kind);
}

function latest<Revocation extends RevocationMessage>(
  moment: number,
  rows: readonly RevocationRow<Revocation>[],
  momentOf: (revocation: Revocation) => number,
): number {
  return Math.max(moment, ...rows.map(({ revocation }) => momentOf(revocation)));
}
