import type { z } from 'zod';
import { usernameField } from './accounts/username-field.js';
import { FormRefusal, type Visit } from './page.js';

type Issue = z.core.$ZodIssue;

interface Entry {
  /** The field that holds it. */
  readonly field: string | undefined;
  readonly what: string;
  /** What is wrong with one that is neither too short nor too long. */
  readonly malformed: string;
}

/** What is wrong with a form whose values the model of an operation doesn't take, in words for whoever filled it in. */
export function refusedInput(visit: Visit, input: object, issue: Issue | undefined): FormRefusal {
  const { field, what, malformed } = entryOf(visit, input, issue?.path ?? []);
  const faults: Readonly<Record<string, string>> = {
    too_small: 'is too short.',
    too_big: 'is too long.',
  };
  return new FormRefusal(`${what} ${faults[issue?.code ?? ''] ?? malformed}`, field);
}

function entryOf({ pool }: Visit, input: object, path: readonly PropertyKey[]): Entry {
  const [member, index] = path;
  const name = usernameField(pool).label.toLowerCase();
  const plain = 'can’t have spaces in it.';
  switch (member) {
    case 'Username':
      return { field: 'username', what: `The ${name}`, malformed: plain };
    case 'Password':
      return {
        field: 'password',
        what: 'The password',
        malformed: 'can’t begin or end with a space.',
      };
    case 'ConfirmationCode':
    case 'UserCode':
      return { field: 'code', what: 'The code', malformed: plain };
    default:
      return {
        field: member === 'UserAttributes' ? attributeAt(input, index) : undefined,
        what: 'What you entered',
        malformed: 'has a form that isn’t accepted.',
      };
  }
}

function attributeAt(input: object, index: PropertyKey | undefined): string | undefined {
  const { UserAttributes } = input as { UserAttributes: readonly { readonly Name: string }[] };
  return UserAttributes[Number(index)]?.Name;
}
