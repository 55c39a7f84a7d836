import type { z } from 'zod';
import type { SignedInUser } from '../domain/token/access-tokens.js';
import type { Services } from './services.js';

/**
 * Who may call an operation: anyone who signs as an AWS account (`iam`), the user an access token in the request
 * belongs to (`accessToken`), or anyone who knows a client id (`none`).
 */
export type Access = 'iam' | 'accessToken' | 'none';

/** What the access check found out. */
export interface Caller {
  /** The region the request was signed for; unsigned requests have none and reach pools of any region. */
  readonly region?: string | undefined;
}

type CallerOf<Kind extends Access> = Kind extends 'accessToken' ? Caller & SignedInUser : Caller;

/**
 * One operation of Cognito's API. Its file and its line in the registry are all there is to it: the router, the access
 * check and the validation of input read them from here.
 */
export interface OperationDefinition<Kind extends Access, Input extends z.ZodType> {
  /** As the X-Amz-Target header names it. */
  readonly name: string;
  readonly access: Kind;
  readonly input: Input;
  /** @throws ServiceError for what Cognito refuses, and then changes nothing. */
  handle(
    services: Services,
    request: z.output<Input>,
    caller: CallerOf<Kind>,
  ): object | Promise<object>;
}

/** An operation whose kinds of caller and input are known to itself alone. */
export type Operation = OperationDefinition<Access, z.ZodType>;

export function operation<Kind extends Access, Input extends z.ZodType>(
  definition: OperationDefinition<Kind, Input>,
): Operation {
  return definition;
}
