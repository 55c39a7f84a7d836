import { invalidParameter } from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { ClientMetadata } from '../../domain/token/pre-token-generation.js';
import type { Change } from '../../domain/store.js';
import type { Services } from '../services.js';
import type { Standing } from './challenge.js';

/** Who wants to sign in where, and what they sent: AuthParameters or ChallengeResponses. */
export interface SignInAttempt {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly parameters: Readonly<Record<string, string>>;
  /** What functions are told that run once a challenge is answered; nothing from who only begins (SDK, InitiateAuth). */
  readonly clientMetadata?: ClientMetadata;
  /** The same of a request that begins, for functions that run before anything is proved. */
  readonly validationData?: ClientMetadata;
  /** Whether it comes by one of the admin operations. */
  readonly byAdmin: boolean;
  /** The `Session` of an earlier step, such as the confirmation of a sign-up. */
  readonly session?: string | undefined;
  /** What the sign-in ends in; tokens when absent. */
  readonly complete?: ((standing: Standing) => Promise<SignInEnd>) | undefined;
}

/** What a sign-in ends in that isn't tokens, and what is to be kept along with it. */
export interface SignInEnd {
  readonly answer: object;
  readonly changes: readonly Change[];
}

/** One value of AuthFlow: how a sign-in begins. */
export interface AuthFlow {
  readonly name: string;

  /** @returns either tokens or a challenge, as InitiateAuth answers. */
  run(services: Services, attempt: SignInAttempt): Promise<object>;
}

/** @throws InvalidParameterException when it is not there. */
export function requiredParameter(
  { parameters }: Pick<SignInAttempt, 'parameters'>,
  name: string,
): string {
  const value = parameters[name];
  if (value === undefined || value === '')
    throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}
