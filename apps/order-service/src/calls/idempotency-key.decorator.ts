import { RequestHeader, type SchemaPipe } from '@gatehouse/platform-nest';
import type { z } from 'zod';

/**
 * The `Idempotency-Key` header, undefined when there is none. Node joins two of them with a comma and a space, and no key
 * has a space.
 */
export const IdempotencyKey = (pipe: SchemaPipe<z.ZodType>) =>
  RequestHeader('idempotency-key', pipe);
