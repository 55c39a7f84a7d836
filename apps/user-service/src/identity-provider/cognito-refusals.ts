import type { DomainError } from '@gatehouse/platform-core';
import { cognitoFault, faultsOf } from './cognito-faults.js';

/**
 * What callers are told when Cognito refuses an operation with these exceptions, and when it can't be asked, for
 * `@Refuses()`.
 */
export function cognitoRefusals(
  operation: keyof typeof faultsOf,
  ...exceptions: readonly string[]
): DomainError[] {
  return [...exceptions, 'InternalErrorException'].map((name) =>
    cognitoFault(Object.assign(new Error(policyText), { name }), faultsOf[operation]),
  );
}

/** Of all Cognito's texts one is passed on: the one that says which rule was broken. */
const policyText = 'The rule of the password policy that was broken.';
