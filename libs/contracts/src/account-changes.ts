import { z } from 'zod';
import { newDevice, secondFactor, signInChallenge, srpValue } from './sign-in.js';
import { line } from './text.js';
import { code, email, locale, password, userId } from './users.js';

/** Proves again who calls: by password, SRP or a passkey, and by the second factor where the user has one. */
export const startStepUp = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('password').optional(), password }),
  z.strictObject({ method: z.literal('srp'), srp_a: srpValue }),
  z.strictObject({ method: z.literal('passkey') }),
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

export const stepUpResult = z.union([steppedUp, signInChallenge]);
export type StepUpResult = z.output<typeof stepUpResult>;

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
