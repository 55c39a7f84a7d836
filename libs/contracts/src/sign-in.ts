import { z } from 'zod';
import { code, deviceKey, password, tokens, username } from './users.js';

/** What can prove a user beside the first factor: an authenticator app, or a code sent to the user. */
export const secondFactor = z.enum(['totp', 'sms', 'email']);
export type SecondFactor = z.output<typeof secondFactor>;

/** What a sign-in can begin with. */
export const signInMethod = z.enum(['password', 'srp', 'email', 'sms', 'passkey']);
export type SignInMethod = z.output<typeof signInMethod>;

/** A public value of SRP (RFC 5054): a number of 3,072 bits in hexadecimal digits, with a leading `00` where its first bit is set. */
export const srpValue = z
  .string()
  .max(1_024)
  .regex(/^[\dA-Fa-f]+$/, 'must be hexadecimal digits');
const base64 = z
  .string()
  .max(4_096)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64');
/** The time of a proof, as Cognito reads it. */
const timestamp = z
  .string()
  .regex(
    /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4}$/,
    'must be a time such as Tue Nov 3 09:05:07 UTC 2026',
  );

const device = { device_key: deviceKey.optional() };

/**
 * The beginning of a sign-in. `choice` begins with the preferred method, or with the question which of the user's methods
 * it shall be. Without `method` it is a password.
 */
export const startSignIn = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('password').optional(), username, password, ...device }),
  z.strictObject({ method: z.literal('srp'), username, srp_a: srpValue, ...device }),
  z.strictObject({
    method: z.literal('choice'),
    username,
    preferred: z.enum(['email', 'sms', 'passkey']).optional(),
    ...device,
  }),
]);
export type StartSignIn = z.output<typeof startSignIn>;

/** The state of a sign-in, which the caller returns with the response to the challenge. It is encrypted and expires. */
export const challengeSession = z
  .string()
  .max(16_384)
  .regex(/^[\w-]+(\.[\w-]*){4}$/, 'must be the session of a challenge');

/** What every challenge has. */
export const challengeMembers = {
  session: z.string(),
  /** Seconds the session is good for. */
  expires_in: z.int().positive(),
};
const sentTo = { ...challengeMembers, /** Masked. */ destination: z.string() };
const srpExchange = {
  ...challengeMembers,
  salt: z.string(),
  srp_b: z.string(),
  secret_block: z.string(),
};

/** What a sign-in needs next. */
export const signInChallenge = z.discriminatedUnion('challenge', [
  z.object({ challenge: z.literal('password'), ...challengeMembers }),
  z.object({ challenge: z.literal('srp_start'), ...challengeMembers }),
  z.object({
    challenge: z.literal('srp'),
    ...srpExchange,
    /** The name that the proof is made with. */
    user_id: z.string(),
  }),
  z.object({
    challenge: z.literal('new_password'),
    ...challengeMembers,
    /** The attributes that must be set with the password. */
    missing_attributes: z.array(z.string()),
  }),
  z.object({
    challenge: z.literal('choose_method'),
    ...challengeMembers,
    methods: z.array(signInMethod),
  }),
  z.object({
    challenge: z.literal('choose_factor'),
    ...challengeMembers,
    factors: z.array(secondFactor),
  }),
  z.object({ challenge: z.literal('totp'), ...challengeMembers }),
  z.object({ challenge: z.literal('sms'), ...sentTo }),
  z.object({ challenge: z.literal('email'), ...sentTo }),
  z.object({
    challenge: z.literal('passkey'),
    ...challengeMembers,
    /** For `PublicKeyCredential.parseRequestOptionsFromJSON()`. */
    options: z.record(z.string(), z.unknown()),
  }),
  z.object({
    challenge: z.literal('set_up_factor'),
    ...challengeMembers,
    factors: z.array(secondFactor),
  }),
  z.object({
    challenge: z.literal('set_up_totp'),
    ...challengeMembers,
    secret: z.string(),
    /** The same as an `otpauth:` URI, for a QR code. */
    uri: z.string(),
  }),
  z.object({ challenge: z.literal('device_srp_start'), ...challengeMembers }),
  z.object({ challenge: z.literal('device_srp'), ...srpExchange, device_key: z.string() }),
]);
export type SignInChallenge = z.output<typeof signInChallenge>;

const answering = { session: challengeSession };
const coded = { ...answering, code };
const proof = { signature: base64, timestamp };

/** A response to a challenge, under the challenge's own name. */
export const challengeResponse = z.discriminatedUnion('challenge', [
  z.strictObject({ challenge: z.literal('password'), ...answering, password }),
  z.strictObject({ challenge: z.literal('srp_start'), ...answering, srp_a: srpValue }),
  z.strictObject({ challenge: z.literal('srp'), ...answering, ...proof }),
  z.strictObject({
    challenge: z.literal('new_password'),
    ...answering,
    password: password.min(6),
    attributes: z
      .record(z.string().regex(/^(custom:)?\w{1,20}$/), z.string().max(2_048))
      .optional(),
  }),
  z.discriminatedUnion('method', [
    z.strictObject({
      challenge: z.literal('choose_method'),
      method: z.literal('password'),
      ...answering,
      password,
    }),
    z.strictObject({
      challenge: z.literal('choose_method'),
      method: z.literal('srp'),
      ...answering,
      srp_a: srpValue,
    }),
    z.strictObject({
      challenge: z.literal('choose_method'),
      method: z.enum(['email', 'sms', 'passkey']),
      ...answering,
    }),
  ]),
  z.strictObject({ challenge: z.literal('choose_factor'), ...answering, factor: secondFactor }),
  z.strictObject({ challenge: z.literal('totp'), ...coded }),
  z.strictObject({ challenge: z.literal('sms'), ...coded }),
  z.strictObject({ challenge: z.literal('email'), ...coded }),
  z.strictObject({
    challenge: z.literal('passkey'),
    ...answering,
    /** What `PublicKeyCredential.toJSON()` returns. */
    credential: z.record(z.string(), z.unknown()),
  }),
  z.discriminatedUnion('factor', [
    z.strictObject({
      challenge: z.literal('set_up_factor'),
      factor: z.literal('totp'),
      ...answering,
    }),
    z.strictObject({
      challenge: z.literal('set_up_factor'),
      factor: z.literal('email'),
      ...answering,
      email: z.email().max(128),
    }),
  ]),
  z.strictObject({ challenge: z.literal('set_up_totp'), ...coded }),
  z.strictObject({ challenge: z.literal('device_srp_start'), ...answering, srp_a: srpValue }),
  z.strictObject({ challenge: z.literal('device_srp'), ...answering, ...proof }),
]);
export type ChallengeResponse = z.output<typeof challengeResponse>;

/** A device that Cognito has seen for the first time, which the user may have remembered. */
export const newDevice = z.object({ key: z.string(), group_key: z.string() });
export type NewDevice = z.output<typeof newDevice>;

/** Tokens, or the next challenge of the sign-in. */
export const signInResult = z.union([
  tokens.extend({ device: newDevice.optional() }),
  signInChallenge,
]);
export type SignInResult = z.output<typeof signInResult>;
