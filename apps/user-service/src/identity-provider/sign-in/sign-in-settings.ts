import { fields, inProduction, requiredWhen } from '@gatehouse/platform-core';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';

/** As many characters as a key has at least. */
const leastKeyLength = 32;

/** The settings of sign-ins that take several steps. */
export const signInSettings = {
  SEALING_KEY: requiredWhen(
    inProduction,
    fields
      .secret({ minLength: leastKeyLength })
      .describe(
        'The key that encrypts what callers carry between the steps of a sign-in, the same in all instances of the service.',
      ),
  ),
  COGNITO_SESSION_SECONDS: fields
    .seconds(300, { min: 180, max: 900 })
    .describe(
      "The validity of a sign-in's session, as the app client has it (`AuthSessionValidity`).",
    ),
  TOTP_ISSUER: fields
    .text()
    .default('Gatehouse')
    .describe(
      'The name under which authenticator apps list the account, and of the product in mails. It is rejected in passwords.',
    ),
};

type SignInConfig = z.output<z.ZodObject<typeof signInSettings>>;

/** The key of `SEALING_KEY`; outside production a key of this process where there is none. */
export function sealingKeyOf({ SEALING_KEY: key }: Pick<SignInConfig, 'SEALING_KEY'>): string {
  return key ?? randomBytes(leastKeyLength).toString('base64url');
}
