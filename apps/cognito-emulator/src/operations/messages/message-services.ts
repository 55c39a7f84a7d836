import type { Services } from '../services.js';

/** The services that write a message to a user and send it. */
export const messageServices = [
  'clock',
  'outbox',
  'publicUrl',
  'senderQueue',
  'triggers',
  'users',
] as const satisfies readonly (keyof Services)[];

export type MessageServices = Pick<Services, (typeof messageServices)[number]>;
