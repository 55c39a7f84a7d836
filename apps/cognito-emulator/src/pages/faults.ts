import { ServiceError } from '../domain/errors.js';
import { type FormFault, FormRefusal } from './page.js';

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
  return { text: error.publicMessage.trim(), field: fieldOf[error.code] };
}

/** The field of a name or of an address that an attribute is refused for, told by the text. */
export const isOf = (error: unknown, code: string): boolean =>
  error instanceof ServiceError && error.code === code;
