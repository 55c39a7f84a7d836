import { totp } from './totp.js';

/** Returns a code of the same form that differs from a code that was sent. */
export const wrongCode = (code: string): string => (code === '000000' ? '000001' : '000000');

/** Returns a code that an authenticator app does not show within five minutes of a time. */
export function wrongTotp(secret: string, milliseconds: number): string {
  const shown = new Set(
    Array.from({ length: 21 }, (_, step) => totp(secret, milliseconds + (step - 10) * 30_000)),
  );
  const text = (number: number) => String(number).padStart(6, '0');
  let number = 0;
  while (shown.has(text(number))) number += 1;
  return text(number);
}
