import { z } from 'zod';
import {
  challengeMembers,
  challengeResponse,
  challengeSession,
  newDevice,
  secondFactor,
  signInChallenge,
  srpValue,
} from './sign-in.js';
import { line } from './text.js';
import { code, email, locale, password, userId } from './users.js';

/** Where the pool's pages send the browser back to (RFC 6749 §3.1.2); the account client must have registered it. */
const redirectUri = z
  .string()
  .max(1_024)
  .regex(/^[A-Za-z][A-Za-z\d+.-]*:[^\s#]+$/, 'must be an absolute URL without a fragment');

/**
 * Proves again who calls: by password, SRP or a passkey, and by the second factor where the user has one; or at the pool's
 * pages, which also know users who sign in with another provider.
 */
export const startStepUp = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('password').optional(), password }),
  z.strictObject({ method: z.literal('srp'), srp_a: srpValue }),
  z.strictObject({ method: z.literal('passkey') }),
  z.strictObject({ method: z.literal('pages'), redirect_uri: redirectUri }),
]);
export type StartStepUp = z.output<typeof startStepUp>;

export const steppedUp = z.object({
  /** For the header `Step-Up` of what lasts. It works for this user in this session alone. */
  step_up: z.string(),
  /** Seconds it is good for. */
  expires_in: z.int().positive(),
  /** The device of this step-up, in a pool that remembers devices: `POST /account/devices` registers it. */
  device: newDevice.optional(),
});
export type SteppedUp = z.output<typeof steppedUp>;

/** The visit to the pool's pages, with which a step-up can begin and a sign-in cannot. */
export const pagesChallenge = z.object({
  challenge: z.literal('pages'),
  ...challengeMembers,
  /** Where to send the user's browser, with an authorization request (RFC 6749 §4.1.1). */
  url: z.url(),
});
export type PagesChallenge = z.output<typeof pagesChallenge>;

/** What a step-up needs next. */
export const stepUpChallenge = z.discriminatedUnion('challenge', [signInChallenge, pagesChallenge]);
export type StepUpChallenge = z.output<typeof stepUpChallenge>;

export const stepUpResult = z.union([steppedUp, stepUpChallenge]);
export type StepUpResult = z.output<typeof stepUpResult>;

/** A parameter of an authorization response (RFC 6749 appendix A.5 and A.11), which the application passes on. */
const returned = z
  .string()
  .max(2_048)
  .regex(/^[\x20-\x7e]+$/, 'must be the value with which the browser came back');

/** The parameters with which the browser came back to `redirect_uri`. */
export const pagesResponse = z.strictObject({
  challenge: z.literal('pages'),
  session: challengeSession,
  code: returned,
  state: returned,
});
export type PagesResponse = z.output<typeof pagesResponse>;

/** A response to a challenge of a step-up, under the challenge's own name. */
export const stepUpChallengeResponse = z.discriminatedUnion('challenge', [
  challengeResponse,
  pagesResponse,
]);
export type StepUpChallengeResponse = z.output<typeof stepUpChallengeResponse>;

/** The header `Step-Up`. */
export const stepUpHandle = z
  .string()
  .max(8_192)
  .regex(/^[\w-]+(\.[\w-]*){4}$/, 'must be the handle of a step-up')
  .optional();

/** An account as its owner sees it, under the names of OpenID Connect Core §5.1. */
export const account = z.object({
  sub: userId,
  email: z.string().nullable(),
  email_verified: z.boolean(),
  phone_number: z.string().nullable(),
  phone_number_verified: z.boolean(),
  name: z.string().nullable(),
  given_name: z.string().nullable(),
  family_name: z.string().nullable(),
  locale: z.string().nullable(),
  factors: z.object({
    enabled: z.array(secondFactor),
    preferred: secondFactor.nullable(),
  }),
  created_at: z.iso.datetime(),
});
export type Account = z.output<typeof account>;

/** Absent members stay as they are; null removes one. */
export const updateAccount = z
  .strictObject({
    name: line(100).nullable(),
    given_name: line(100).nullable(),
    family_name: line(100).nullable(),
    locale: locale.nullable(),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'must change something');
export type UpdateAccount = z.output<typeof updateAccount>;

export const changePassword = z.strictObject({
  current_password: password,
  new_password: password.min(6),
  /** Ends all sessions, this one too. */
  end_sessions: z.boolean().default(true),
});
export type ChangePassword = z.output<typeof changePassword>;

export const changeEmail = z.strictObject({ email });
export type ChangeEmail = z.output<typeof changeEmail>;

export const changePhoneNumber = z.strictObject({
  /** E.164. */
  phone_number: z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +441234567890'),
});
export type ChangePhoneNumber = z.output<typeof changePhoneNumber>;

/** Where a code went; masked. */
export const codeSent = z.object({ destination: z.string().nullable() });
export type CodeSent = z.output<typeof codeSent>;

export const confirmChange = z.strictObject({ code });
export type ConfirmChange = z.output<typeof confirmChange>;

/** The secret of a new authenticator app. */
export const totpSetUp = z.object({
  secret: z.string(),
  /** The same as an `otpauth:` URI, for a QR code. */
  uri: z.string(),
});
export type TotpSetUp = z.output<typeof totpSetUp>;

export const preferFactor = z.strictObject({ factor: secondFactor.nullable() });
export type PreferFactor = z.output<typeof preferFactor>;

/** For `PublicKeyCredential.parseCreationOptionsFromJSON()`. */
export const passkeyOptions = z.record(z.string(), z.unknown());
export type PasskeyOptions = z.output<typeof passkeyOptions>;

export const registerPasskey = z.strictObject({
  /** What `PublicKeyCredential.toJSON()` returns. */
  credential: z.record(z.string(), z.unknown()),
});
export type RegisterPasskey = z.output<typeof registerPasskey>;

export const passkeyId = z
  .string()
  .max(1_024)
  .regex(/^[\w-]+$/, 'must be the id of a passkey');

export const renamePasskey = z.strictObject({ name: line(100) });
export type RenamePasskey = z.output<typeof renamePasskey>;

export const passkeys = z.object({
  passkeys: z.array(z.object({ id: passkeyId, name: z.string(), created_at: z.iso.datetime() })),
});
export type Passkeys = z.output<typeof passkeys>;
