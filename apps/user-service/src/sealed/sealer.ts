import type { Clock } from '@gatehouse/auth-core';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { hkdfSync } from 'node:crypto';
import type { z } from 'zod';

export interface SealerOptions<Content> {
  /** A secret text that all instances of the service share. */
  readonly key: string;
  /** What the texts are for: a text that was sealed for one purpose does not open for another. */
  readonly purpose: string;
  readonly content: z.ZodType<Content>;
  readonly clock: Clock;
}

/** 256 bits, for A256GCM. */
const keyBytes = 32;

/**
 * Encrypts what callers carry for this service, so that it needs no store and callers can neither read nor change it: a
 * JWE (RFC 7516) with `dir` and `A256GCM`, which expires.
 */
export class Sealer<Content extends object> {
  private readonly key: Uint8Array;

  constructor(private readonly options: SealerOptions<Content>) {
    const { key, purpose } = options;
    this.key = new Uint8Array(hkdfSync('sha256', key, '', `gatehouse ${purpose}`, keyBytes));
  }

  /** @param lifetimeSeconds how long the text opens */
  seal(content: Content, lifetimeSeconds: number): Promise<string> {
    const expiresAt = Math.floor(this.options.clock.nowMilliseconds() / 1000) + lifetimeSeconds;
    return new EncryptJWT({ content })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setExpirationTime(expiresAt)
      .encrypt(this.key);
  }

  /** @returns undefined for a text that has expired, was changed, or was sealed with another key or for another purpose */
  async open(text: string): Promise<Content | undefined> {
    try {
      const { payload } = await jwtDecrypt(text, this.key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        currentDate: new Date(this.options.clock.nowMilliseconds()),
        requiredClaims: ['exp'],
      });
      return this.options.content.safeParse(payload.content).data;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}
