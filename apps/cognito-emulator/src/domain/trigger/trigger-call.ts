import { isAliasAttribute, isUsernameAttribute } from '../pool/pool-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import type { ClientMetadata } from '../token/pre-token-generation.js';
import { type Attributes, computedAttributes, contactAttributes, type User } from '../user/user.js';
import type { TriggerEvent, Triggers } from './triggers.js';

/** Why a function is called: on which pool's behalf, and for which app. */
export interface Occasion {
  readonly pool: UserPool;
  /** None where an administrator acts, who uses no app client. */
  readonly clientId?: string | undefined;
  readonly clientMetadata?: ClientMetadata;
  /** What a request states for functions that check it, apart from the attributes it states. */
  readonly validationData?: ClientMetadata;
}

/** The triggers whose functions a pool names by their ARN alone. */
export type TriggerName =
  | 'PreSignUp'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PostAuthentication'
  | 'CustomMessage'
  | 'UserMigration'
  | 'DefineAuthChallenge'
  | 'CreateAuthChallenge'
  | 'VerifyAuthChallengeResponse';

/** Whom a function is told about. */
interface Subject {
  readonly userName: string;
  readonly userAttributes: Attributes;
}

/** What one call says beside what all calls say. */
export interface TriggerRequest {
  /** What follows the trigger's name in `triggerSource`. */
  readonly source: string;
  readonly subject: Subject;
  readonly request?: Readonly<Record<string, unknown>>;
  /** The members that the function is to fill in. */
  readonly response?: Readonly<Record<string, unknown>>;
}

/** The ARN of the function a pool has for a trigger. */
export function functionFor({ settings }: UserPool, trigger: TriggerName): string | undefined {
  const arn = settings.LambdaConfig?.[trigger];
  return typeof arn === 'string' && arn !== '' ? arn : undefined;
}

/** Whether any function has a say in what the pool does. */
export const hasFunctions = ({ settings }: UserPool): boolean =>
  Object.values(settings.LambdaConfig ?? {}).some((value) => value !== undefined);

/**
 * Calls the function a pool has for a trigger.
 * @returns what it gave back, unread; nothing when the pool has none
 * @throws UserLambdaValidationException, UnexpectedLambdaException
 */
export async function callFunction(
  triggers: Triggers,
  trigger: TriggerName,
  occasion: Occasion,
  asked: TriggerRequest,
): Promise<{ readonly event: unknown } | undefined> {
  const functionArn = functionFor(occasion.pool, trigger);
  if (functionArn === undefined) return undefined;
  const event = await triggers.invoke(trigger, functionArn, eventOf(trigger, occasion, asked));
  return { event };
}

export function eventOf(
  trigger: string,
  { pool, clientId, clientMetadata }: Occasion,
  { source, subject, request, response }: TriggerRequest,
): TriggerEvent {
  return {
    version: '1',
    triggerSource: `${trigger}_${source}`,
    region: pool.region,
    userPoolId: pool.id,
    userName: subject.userName,
    callerContext: {
      awsSdkVersion: 'aws-sdk-unknown-unknown',
      clientId: clientId ?? 'CLIENT_ID_NOT_APPLICABLE',
    },
    request: {
      userAttributes: subject.userAttributes,
      ...request,
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
    },
    response: response ?? {},
  };
}

/** A user as functions are told about one, with what is known beside the attributes. */
export const subjectOf = (pool: UserPool, user: User): Subject => ({
  userName: user.username,
  userAttributes: {
    ...computedAttributes(user),
    ...aliases(pool, user),
    'cognito:user_status': user.status,
    ...user.attributes,
  },
});

/** Somebody who is no user, or not yet. */
export const strangerCalled = (userName: string, userAttributes: Attributes = {}): Subject => ({
  userName,
  userAttributes,
});

/** The addresses a user signs in by. */
function aliases(pool: UserPool, { attributes }: User): Attributes {
  const names = contactAttributes.filter(
    (name) =>
      attributes[name] !== undefined &&
      (isUsernameAttribute(pool, name) ||
        (isAliasAttribute(pool, name) && attributes[`${name}_verified`] === 'true')),
  );
  return Object.fromEntries(names.map((name) => [`cognito:${name}_alias`, attributes[name] ?? '']));
}
