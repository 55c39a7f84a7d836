import { DomainError } from '@gatehouse/platform-core';
import { HttpException } from '@nestjs/common';
import { SchemaMismatchError } from '../valid.pipe.js';

/** The stable word for why a request failed, for the log. */
export function reasonOf(error: unknown): string {
  if (error instanceof DomainError) return error.logReason ?? error.code;
  if (error instanceof SchemaMismatchError) return 'invalid_request';
  if (error instanceof HttpException) return `http_${error.getStatus()}`;
  return 'internal_error';
}
