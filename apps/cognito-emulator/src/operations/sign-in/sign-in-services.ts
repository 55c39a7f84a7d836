import type { Services } from '../services.js';

/** The services that a sign-in uses: which of them depends on the flow and on the challenges. */
export const signInServices = [
  'accessTokens',
  'authEvents',
  'challenges',
  'clock',
  'devices',
  'keys',
  'lockout',
  'outbox',
  'passkeys',
  'secretBlocks',
  'senderQueue',
  'sessions',
  'store',
  'tokens',
  'triggers',
  'users',
] as const satisfies readonly (keyof Services)[];

export type SignInServices = Pick<Services, (typeof signInServices)[number]>;
