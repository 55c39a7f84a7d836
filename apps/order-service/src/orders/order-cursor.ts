import { InvalidCursorError } from './errors.js';

/** The last order of a page: the next page goes on with those placed before it, or with it and of a lower id. */
export interface OrderPosition {
  readonly placedAt: Date;
  readonly id: string;
}

const pattern = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The position as opaque text for a URL. */
export function encodeCursor({ placedAt, id }: OrderPosition): string {
  return Buffer.from(`${placedAt.getTime()}_${id}`).toString('base64url');
}

/** @throws InvalidCursorError for any text that `encodeCursor` doesn't give */
export function decodeCursor(cursor: string): OrderPosition {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, milliseconds, id] = pattern.exec(text) ?? [];
  if (milliseconds === undefined || id === undefined) throw new InvalidCursorError();
  const position = { placedAt: new Date(Number(milliseconds)), id };
  if (encodeCursor(position) !== cursor) throw new InvalidCursorError();
  return position;
}
