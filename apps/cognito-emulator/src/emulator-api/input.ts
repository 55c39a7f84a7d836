import { z } from 'zod';
import { type Answer, jsonAnswer } from '../http/answer.js';
import type { Request } from '../http/request.js';

/** Not a setting: a hundred times what any of its inputs needs. */
const mostBodyBytes = 64 * 1024;
export const noStore = { 'cache-control': 'no-store' };

/** What a request of the emulator's own API has wrong; the text tells the developer who sent it. */
export class BadInput extends Error {}

/** @throws BadInput for what isn't JSON of that form */
export async function readJson<Input extends z.ZodType>(
  request: Request,
  input: Input,
): Promise<z.output<Input>> {
  const body = await request.body(mostBodyBytes);
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new BadInput('The body is not JSON.');
  }
  return checked(input, value);
}

/** The parameters of a query; a `+` in it may be meant as such, as names have no spaces. @throws BadInput */
export function readQuery<Input extends z.ZodType>(
  { query }: Request,
  input: Input,
): z.output<Input> {
  const given = [...query].filter(([, value]) => value !== '');
  return checked(
    input,
    Object.fromEntries(given.map(([name, value]) => [name, value.replaceAll(' ', '+')])),
  );
}

/** @throws BadInput for a value that isn't of the form */
export function checked<Input extends z.ZodType>(input: Input, value: unknown): z.output<Input> {
  const result = input.safeParse(value);
  if (result.success) return result.data;
  throw new BadInput(z.prettifyError(result.error));
}

export const badRequest = (description: string): Answer =>
  jsonAnswer(400, { error: 'invalid_request', error_description: description }, noStore);
