import { signInChallenge } from '@gatehouse/contracts';
import { z } from 'zod';

/** What a sign-in remembers between two steps. Its caller carries it, sealed. */
export const signInState = z.object({
  /** What the caller was asked. */
  asked: z.enum(signInChallenge.options.map(({ shape }) => shape.challenge.value)),
  /** What Cognito asks. */
  name: z.string(),
  /** Cognito's session. */
  session: z.string().optional(),
  /** The name that Cognito knows the sign-in by. */
  username: z.string(),
  /** The name that was given. */
  givenName: z.string(),
  secretBlock: z.string().optional(),
  deviceKey: z.string().optional(),
});
export type SignInState = z.output<typeof signInState>;
