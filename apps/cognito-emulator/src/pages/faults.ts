import { ServiceError } from '../domain/errors.js';
import { FormRefusal } from './page.js';
import type { FormFault } from './markup/fields.js';

/** The fields that refusals are about. */
const fieldOf: Readonly<Record<string, string>> = {
  InvalidPasswordException: 'password',
  PasswordHistoryPolicyViolationException: 'password',
  CodeMismatchException: 'code',
  ExpiredCodeException: 'code',
  EnableSoftwareTokenMFAException: 'code',
  UsernameExistsException: 'username',
};

/** What is wrong with a form, in the words of the operation that refused it; nothing for what is no refusal. */
export function faultOf(error: unknown): FormFault | undefined {
  if (error instanceof FormRefusal) return { text: error.text, field: error.field };
  if (!(error instanceof ServiceError)) return undefined;
  const text = error.publicMessage.trim();
  return { text, field: fieldOf[error.code] ?? /conform to the schema: (\S+): /.exec(text)?.[1] };
}

/** Whether it is a refusal of that type. */
export const isOf = (error: unknown, code: string): boolean =>
  error instanceof ServiceError && error.code === code;
