import type { z } from 'zod';
import type { SignedInUser } from '../domain/token/access-tokens.js';
import { serviceModel } from '../generated/service-model.js';
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

/** The name of an operation of the service, as the X-Amz-Target header has it. */
export type OperationName = keyof typeof serviceModel;

/** An operation's input once it is found to be as the service's model says. */
export type InputOf<Name extends OperationName> = z.output<(typeof serviceModel)[Name]>;

/**
 * One operation of Cognito's API. Its file and its line in the registry are all there is to it: its input is the
 * service model's, and the router and the access check read the rest from here.
 */
interface OperationDefinition<Name extends OperationName, Kind extends Access> {
  readonly name: Name;
  readonly access: Kind;
  /** What it stores is answered, and acted on by nothing. */
  readonly effect?: 'kept';
  /** @throws ServiceError for what Cognito refuses, and then changes nothing. */
  handle(
    services: Services,
    request: InputOf<Name>,
    caller: CallerOf<Kind>,
  ): object | Promise<object>;
}

/** An operation whose kind of caller and input are known to itself alone. */
export interface Operation {
  readonly name: OperationName;
  readonly access: Access;
  readonly effect?: 'kept';
  readonly input: z.ZodType;
  handle(services: Services, request: unknown, caller: Caller): object | Promise<object>;
}

export function operation<Name extends OperationName, Kind extends Access>(
  definition: OperationDefinition<Name, Kind>,
): Operation {
  return { ...definition, input: serviceModel[definition.name] };
}
