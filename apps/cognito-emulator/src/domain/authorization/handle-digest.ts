import { createHash } from 'node:crypto';

/** What is kept of a text that whoever holds it gets something for: reading what is kept doesn't give the text. */
export const handleDigest = (handle: string) =>
  createHash('sha256').update(handle).digest('base64url');
