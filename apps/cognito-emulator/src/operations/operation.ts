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

type ServiceName = keyof Services;

/**
 * One operation of Cognito's API. Its file and its line in the index of its topic are all that it needs: the router and
 * the access check read the rest from here, and the input is that of the service's model.
 */
interface OperationDefinition<
  Name extends OperationName,
  Kind extends Access,
  Uses extends readonly ServiceName[],
> {
  readonly name: Name;
  readonly access: Kind;
  /** Its input is stored and returned, and has no effect. */
  readonly effect?: 'stored';
  /** The services that `handle` receives. */
  readonly uses: Uses;
  /** @throws ServiceError for what Cognito rejects; nothing is changed then */
  handle(
    services: Pick<Services, Uses[number]>,
    request: InputOf<Name>,
    caller: CallerOf<Kind>,
  ): object | Promise<object>;
}

/** An operation whose kind of caller and input are erased. It can be called with only the services that it uses. */
export interface Operation<Used extends ServiceName = ServiceName> {
  readonly name: OperationName;
  readonly access: Access;
  readonly effect?: 'stored';
  readonly uses: readonly Used[];
  readonly input: z.ZodType;
  handle(
    services: Pick<Services, Used>,
    request: unknown,
    caller: Caller,
  ): object | Promise<object>;
}

export function operation<
  Name extends OperationName,
  Kind extends Access,
  const Uses extends readonly ServiceName[],
>(definition: OperationDefinition<Name, Kind, Uses>): Operation<Uses[number]> {
  return { ...definition, input: serviceModel[definition.name] };
}
