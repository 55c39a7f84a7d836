import { z } from 'zod';
import { line } from './text.js';

/** The `sub` of a user, or the client id of a machine. Cognito's `sub` looks like a UUID and need not be one. `me` is nobody's. */
export const userId = z
  .string()
  .regex(/^(?!me$)[A-Za-z0-9][A-Za-z0-9_+-]{0,127}$/, 'must be the id of a user');

/** A language tag of BCP 47, given back in its canonical spelling. */
export const locale = z
  .string()
  .max(35)
  .transform((tag, context) => {
    try {
      return Intl.getCanonicalLocales(tag)[0] ?? z.NEVER;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be a language tag such as en-GB' });
      return z.NEVER;
    }
  })
  // The canonical spelling may be the longer one.
  .pipe(z.string().max(35));

// Cognito's own bounds (SignUp, InitiateAuth). What a password must be is the pool's policy to say.
export const email = z.email().max(128);
export const password = z.string().min(1).max(256);
export const code = z.string().max(2048).regex(/^\S+$/, 'must be the code without spaces');
/** The name somebody gives to sign in: the email address. */
export const username = z
  .string()
  .max(128)
  .regex(/^[^\s\p{Cc}\p{Cs}]+$/u, 'must be a username');

/** A pool's policy may ask for more than 6 characters, never for fewer. */
export const signUp = z.strictObject({
  email,
  password: password.min(6),
  name: line(100).optional(),
});
export type SignUp = z.output<typeof signUp>;

/** The response for an address that has an account has the same form, with an id that no user has. */
export const signedUp = z.object({
  userId,
  /** Whether the account can be used at once, without a code. */
  confirmed: z.boolean(),
  /** Where the code went, the destination masked; null when none was sent. */
  delivery: z.object({ medium: z.string(), destination: z.string() }).nullable(),
});
export type SignedUp = z.output<typeof signedUp>;

export const confirmSignUp = z.strictObject({ email, code });
export type ConfirmSignUp = z.output<typeof confirmSignUp>;

export const resendCode = z.strictObject({ email });
export type ResendCode = z.output<typeof resendCode>;

export const forgotPassword = z.strictObject({ email });
export type ForgotPassword = z.output<typeof forgotPassword>;

export const resetPassword = z.strictObject({ email, code, password: password.min(6) });
export type ResetPassword = z.output<typeof resetPassword>;

/** The key of a device that the user has had remembered. */
export const deviceKey = z
  .string()
  .max(55)
  .regex(/^[\w-]+_[0-9a-f-]+$/, 'must be the key of a device');

export const refreshToken = z
  .string()
  .max(8192)
  .regex(/^[\w=.-]+$/, 'must be a refresh token');

export const refreshTokens = z.strictObject({
  refresh_token: refreshToken,
  /** For a session that began on a remembered device. */
  device_key: deviceKey.optional(),
});
export type RefreshTokens = z.output<typeof refreshTokens>;

/** Cognito's tokens, under the names of RFC 6749 §5.1 and OpenID Connect Core §3.1.3.3. */
export const tokens = z.object({
  access_token: z.string(),
  id_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('Bearer'),
  /** Seconds the access token is good for. */
  expires_in: z.int().positive(),
});
export type Tokens = z.output<typeof tokens>;

/** Absent members stay as they are; null empties one. */
export const updateProfile = z
  .strictObject({ displayName: line(100).nullable(), locale: locale.nullable() })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'must change something');
export type UpdateProfile = z.output<typeof updateProfile>;

export const profile = z.object({
  id: userId,
  displayName: z.string().nullable(),
  locale: z.string().nullable(),
  /** Present for the profile's owner and for users with `users/read`, absent for machines; null when not known here. */
  email: z.string().nullable().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Profile = z.output<typeof profile>;
