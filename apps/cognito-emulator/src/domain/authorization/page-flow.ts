import { randomHandle } from '../random.js';
import { ownedByClient, ownedByPool, userKey } from '../owners.js';
import { type Change, type Collection, put, remove, type Store } from '../store.js';
import type { CodeDeliveryDetails } from '../user/code-delivery.js';
import type { Clock } from '@gatehouse/platform-core';
import type { UserPoolClient } from '../pool/user-pool-client.js';

/** What somebody is in the middle of at the pages. The browser knows its id alone, in a cookie. */
export interface PageFlow {
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly step: FlowStep;
  readonly expiresAt: number;
}

export type FlowStep = ChallengeStep | ConfirmStep | ResetStep;

/** A sign-in that was asked something. */
export interface ChallengeStep {
  readonly kind: 'challenge';
  /** The name as it was typed. */
  readonly username: string;
  readonly challenge: string;
  /** The `Session` of the sign-in, which never leaves the server. */
  readonly session: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly available: readonly string[];
  /** The secret of an authenticator app that is being set up. */
  readonly secretCode?: string | undefined;
}

/** A user who has to show the code of their sign-up. */
export interface ConfirmStep {
  readonly kind: 'confirm';
  readonly username: string;
  /** Unless it isn't known here who signed up. */
  readonly sub?: string | undefined;
  /** What was given in this browser that signs in afterwards: who gave a wrong password has to sign in once more. */
  readonly signsInBy: 'password' | 'code' | 'nothing';
  readonly delivery?: CodeDeliveryDetails | undefined;
  /** Whether that delivery was asked for here, after an earlier one. */
  readonly isAnother?: boolean | undefined;
}

/** A forgotten password that a code was sent for. */
export interface ResetStep {
  readonly kind: 'reset';
  readonly username: string;
  readonly delivery?: CodeDeliveryDetails | undefined;
  /** Whether that delivery was asked for here, after an earlier one. */
  readonly isAnother?: boolean | undefined;
}

export const pageFlows: Collection<PageFlow> = {
  name: 'pageFlows',
  keyOf: ({ id }) => id,
  owners: {
    pool: ownedByPool,
    user: {
      keysOf: ({ poolId, step }) =>
        step.kind === 'confirm' && step.sub !== undefined
          ? [userKey({ poolId, sub: step.sub })]
          : [],
      unique: false,
    },
    client: ownedByClient,
  },
  indexes: {},
};

/** Longer than any code the pages wait for is asked for; sessions and codes have their own, shorter lives. */
const lifetimeMilliseconds = 60 * 60_000;

/** A flow under a new id, whatever the browser had before. */
export function newFlow(clock: Clock, { id, poolId }: UserPoolClient, step: FlowStep): PageFlow {
  const expiresAt = clock.nowMilliseconds() + lifetimeMilliseconds;
  return { id: randomHandle(), poolId, clientId: id, step, expiresAt };
}

/** The flow a browser is in the middle of at a client. */
export function flowOf(
  store: Store,
  clock: Clock,
  id: string | undefined,
  client: UserPoolClient,
): PageFlow | undefined {
  const flow = id === undefined ? undefined : store.get(pageFlows, id);
  return flow?.clientId === client.id && flow.expiresAt > clock.nowMilliseconds()
    ? flow
    : undefined;
}

/** The changes that put one flow in the place of another, and forget those that were left alone too long. */
export function replacement(
  store: Store,
  clock: Clock,
  before: PageFlow | undefined,
  after: PageFlow | undefined,
): readonly Change[] {
  const changes: Change[] = [];
  const poolId = (after ?? before)?.poolId;
  if (poolId === undefined) return changes;
  for (const old of store.find(pageFlows, 'pool', poolId)) {
    if (old.expiresAt > clock.nowMilliseconds()) break;
    if (old.id !== before?.id) changes.push(remove(pageFlows, old));
  }
  if (before !== undefined) changes.push(remove(pageFlows, before));
  if (after !== undefined) changes.push(put(pageFlows, after));
  return changes;
}
