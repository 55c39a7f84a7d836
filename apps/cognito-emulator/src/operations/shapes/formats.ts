import { z } from 'zod';

/** Formats of the service model, each with the pattern and bounds its violation is reported by. */
export const userPoolId = z
  .string()
  .min(1)
  .max(55)
  .regex(/^[\w-]+_[0-9a-zA-Z]+$/);
export const clientId = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w+]+$/);
export const username = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u);
export const groupName = username;
export const secretHash = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w+=/]+$/);
export const clientSecret = z
  .string()
  .min(24)
  .max(64)
  .regex(/^[\w+]+$/);
export const clientSecretId = z.string().min(1).max(128);
export const scopes = z
  .array(
    z
      .string()
      .min(1)
      .max(256)
      .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/),
  )
  .max(50);
const passwordPattern = /^\S.*\S$/;
export const password = z.string().min(6).max(256).regex(passwordPattern);
export const confirmationCode = z
  .string()
  .min(1)
  .max(2_048)
  .regex(/^[\S]+$/);
export const tokenText = z.string().regex(/^[A-Za-z0-9\-_=.]+$/);
export const session = z.string().min(20).max(2_048);
export const flag = z.boolean();
export const queryLimit = z.int().min(0).max(60);
export const paginationToken = z
  .string()
  .min(1)
  .regex(/^[\S]+$/);
/**
 * Patterns that the service's model spells otherwise, by their text: its own spelling of the password's would take time
 * by the cube of the text's length.
 */
export const modelSpellings: ReadonlyMap<string, string> = new Map([
  [String(passwordPattern), '[\\S]+.*[\\S]+'],
]);
export const textMap = z.record(z.string(), z.string());

export const attributes = z.array(
  z.object({
    Name: z
      .string()
      .min(1)
      .max(32)
      .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u),
    Value: z.string().max(2_048).optional(),
  }),
);
