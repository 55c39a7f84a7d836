import { InvalidCursorError } from './errors.js';
import { decodeCursor, encodeCursor } from './order-cursor.js';

const position = {
  placedAt: new Date('2026-11-23T10:00:00.123Z'),
  id: '0f9d1c2e-7f5b-4a43-9d52-5d6a3e2f1b0c',
};
const base64url = (text: string) => Buffer.from(text).toString('base64url');

describe('order cursor', () => {
  it('comes back as it went out', () => {
    expect(decodeCursor(encodeCursor(position))).toEqual(position);
  });

  it.each([
    ['nothing', ''],
    ['no Base64', '!!!'],
    ['an order id alone', base64url(position.id)],
    ['another id', base64url('1_not-an-id')],
    ['SQL', base64url(`1_${position.id}' OR '1'='1`)],
    ['a time beyond all dates', base64url(`999999999999999_${position.id}`)],
    ['a leading zero', base64url(`01_${position.id}`)],
    ['padding', `${encodeCursor(position)}=`],
    ['a line break', `${encodeCursor(position)}\n`],
  ])('refuses %s', (_name, cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(InvalidCursorError);
  });
});
