import { invalidParameter } from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { checkSecretHash } from '../../domain/secret-hash.js';
import type { ClientMetadata } from '../../domain/token/pre-token-generation.js';
import type { Change } from '../../domain/store.js';
import type { SignInState } from './sign-in-state.js';
import type { SignInServices } from './sign-in-services.js';

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
  readonly complete?: ((state: SignInState) => Promise<SignInEnd>) | undefined;
}

/** What a sign-in ends in that isn't tokens, and what is to be kept along with it. */
export interface SignInEnd {
  readonly answer: object;
  readonly changes: readonly Change[];
}

type AuthParameters = SignInAttempt['parameters'];

/** One value of AuthFlow, with everything that has to hold before it runs. */
export type AuthFlow = SignInFlow | RenewalFlow;

/** A flow that begins a sign-in. The functions of the pool run before it. */
export interface SignInFlow extends Flow {
  readonly begins: 'sign-in';
  /**
   * The password that the UserMigration function receives for an unknown user; `undefined` where the function does not
   * run, because the password is not part of the request (developer guide, "Migrate user Lambda trigger").
   */
  passwordForMigration(parameters: AuthParameters): string | undefined;
}

/** A flow that renews the tokens of an earlier sign-in. No function runs before it. */
export interface RenewalFlow extends Flow {
  readonly begins: 'renewal';
}

interface Flow {
  readonly name: string;

  /**
   * @throws InvalidParameterException for a missing parameter, NotAuthorizedException for a wrong SECRET_HASH of a
   *   request that names its user
   */
  check(attempt: SignInAttempt): void;

  /**
   * Checks the attempt and runs the flow.
   * @returns either tokens or a challenge, in the form of InitiateAuth's response
   */
  run(services: SignInServices, attempt: SignInAttempt): Promise<object>;
}

/** The required parameters of a flow by name. */
type Given<Name extends string> = Readonly<Record<Name, string>>;

interface FlowDefinition<Name extends string> {
  readonly name: string;
  /** In the order in which missing parameters are reported. */
  readonly requires: readonly Name[];
  /** @param given the required parameters, the only ones that are known to be there */
  run(services: SignInServices, attempt: SignInAttempt, given: Given<Name>): Promise<object>;
}

/** Defines a flow that begins a sign-in, which always requires the name of a user. */
export function signInFlow<const Name extends string>(
  definition: FlowDefinition<'USERNAME' | Name> & Pick<SignInFlow, 'passwordForMigration'>,
): SignInFlow {
  const { name, passwordForMigration } = definition;
  const checked = (attempt: SignInAttempt) => {
    const given = requiredParameters(attempt, ['USERNAME', ...definition.requires]);
    checkSecretHash(attempt.client, [given.USERNAME], attempt.parameters.SECRET_HASH);
    return given;
  };
  return {
    name,
    begins: 'sign-in',
    passwordForMigration,
    check: (attempt) => void checked(attempt),
    run: async (services, attempt) => definition.run(services, attempt, checked(attempt)),
  };
}

/** Defines a flow that renews tokens. */
export function renewalFlow<const Name extends string>(
  definition: FlowDefinition<Name>,
): RenewalFlow {
  const checked = (attempt: SignInAttempt) => requiredParameters(attempt, definition.requires);
  return {
    name: definition.name,
    begins: 'renewal',
    check: (attempt) => void checked(attempt),
    run: async (services, attempt) => definition.run(services, attempt, checked(attempt)),
  };
}

function requiredParameters<Name extends string>(
  attempt: SignInAttempt,
  names: readonly Name[],
): Given<Name> {
  const entries = names.map((name) => [name, requiredParameter(attempt, name)]);
  return Object.fromEntries(entries) as Given<Name>;
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
