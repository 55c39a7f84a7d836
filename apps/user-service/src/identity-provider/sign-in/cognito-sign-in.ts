import {
  AssociateSoftwareTokenCommand,
  type AuthenticationResultType,
  type AuthFlowType,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { ChallengeResponse, SignInChallenge, StartSignIn } from '@gatehouse/contracts';
import type { Sealer } from '../../sealed/sealer.js';
import { callCognito } from '../cognito-faults.js';
import { otherChallenge, signInOver } from '../faults.js';
import { IdentityProviderRefusal, IdentityProviderUnavailableError } from '../errors.js';
import { type AppClient, secretHash } from '../secret-hash.js';
import { cognitoMethods, type Question, questionOf } from './challenge-questions.js';
import { responseParameters } from './challenge-responses.js';
import type { CognitoChallenge } from './cognito-challenge.js';
import type { SignInState } from './sign-in-state.js';
import { totpUri } from './totp-uri.js';

/** What a step of a sign-in leads to. */
export type SignInOutcome =
  { readonly result: AuthenticationResultType } | { readonly challenge: SignInChallenge };

export interface CognitoSignInOptions {
  readonly client: AppClient;
  readonly sealer: Sealer<SignInState>;
  /** So long a challenge can be responded to: the session validity of the app client, in seconds. */
  readonly sessionSeconds: number;
  /** The name under which authenticator apps list the account. */
  readonly totpIssuer: string;
}

/** The names and the device of a sign-in, which all its steps have. */
type Course = Pick<SignInState, 'username' | 'givenName' | 'deviceKey'>;

/** The challenges that show a first factor or a device, whose failures reveal nothing about the account. */
const beginnings: ReadonlySet<SignInState['asked']> = new Set([
  'password',
  'srp_start',
  'srp',
  'choose_method',
  'passkey',
  'device_srp_start',
  'device_srp',
]);

/**
 * Sign-ins through one app client, step by step (developer guide, "Authentication flows"). It keeps nothing: what a
 * sign-in remembers is in the session that its caller carries.
 *
 * All methods throw IdentityProviderRefusal, ChallengeRequiredError and IdentityProviderUnavailableError.
 */
export class CognitoSignIn {
  constructor(
    private readonly cognito: CognitoIdentityProviderClient,
    private readonly options: CognitoSignInOptions,
  ) {}

  async start(request: StartSignIn): Promise<SignInOutcome> {
    const { username, device_key: deviceKey } = request;
    const course: Course = { username, givenName: username, deviceKey };
    const { client } = this.options;
    const command = new InitiateAuthCommand({
      AuthFlow: flowOf(request),
      ClientId: client.id,
      AuthParameters: { ...firstParameters(request), ...this.proof(course) },
    });
    const operation = deviceKey === undefined ? 'signIn' : 'signInOnDevice';
    return this.outcome(await callCognito(operation, () => this.cognito.send(command)), course);
  }

  /**
   * What a session remembers.
   *
   * @throws IdentityProviderRefusal `sign_in_expired`
   */
  async open(session: string): Promise<SignInState> {
    const state = await this.options.sealer.open(session);
    if (!state) throw new IdentityProviderRefusal(...signInOver);
    return state;
  }

  async respond(response: ChallengeResponse, state: SignInState): Promise<SignInOutcome> {
    if (response.challenge !== state.asked) throw new IdentityProviderRefusal(...otherChallenge);
    if (response.challenge === 'set_up_factor' && response.factor === 'totp') {
      return this.setUpTotp(state);
    }
    const verified =
      response.challenge === 'set_up_totp' ? await this.verifyTotp(state, response.code) : state;
    const command = new RespondToAuthChallengeCommand({
      ClientId: this.options.client.id,
      ChallengeName: state.name as ChallengeNameType,
      Session: verified.session,
      ChallengeResponses: { ...responseParameters(response, state), ...this.proof(state) },
    });
    const operation = beginnings.has(state.asked) ? 'proveIdentity' : 'respondToChallenge';
    return this.outcome(await callCognito(operation, () => this.cognito.send(command)), state);
  }

  /** A secret for an authenticator app, which Cognito keeps for this sign-in. */
  private async setUpTotp(state: SignInState): Promise<SignInOutcome> {
    const command = new AssociateSoftwareTokenCommand({ Session: state.session });
    const answer = await callCognito('respondToChallenge', () => this.cognito.send(command));
    const { SecretCode: secret, Session: session } = answer;
    if (secret === undefined) throw new IdentityProviderUnavailableError('incomplete answer');
    const uri = totpUri({ issuer: this.options.totpIssuer, account: state.givenName, secret });
    return this.ask({ challenge: 'set_up_totp', secret, uri }, { ...state, session });
  }

  private async verifyTotp(state: SignInState, code: string): Promise<{ session?: string }> {
    const command = new VerifySoftwareTokenCommand({ Session: state.session, UserCode: code });
    const answer = await callCognito('respondToChallenge', () => this.cognito.send(command));
    return { session: answer.Session };
  }

  private outcome(
    answer: Pick<
      InitiateAuthCommandOutput,
      | 'AuthenticationResult'
      | 'AvailableChallenges'
      | 'ChallengeName'
      | 'ChallengeParameters'
      | 'Session'
    >,
    course: Course,
  ): Promise<SignInOutcome> | SignInOutcome {
    if (answer.ChallengeName === undefined) return { result: answer.AuthenticationResult ?? {} };
    const challenge: CognitoChallenge = {
      name: answer.ChallengeName,
      parameters: answer.ChallengeParameters ?? {},
      session: answer.Session,
      available: answer.AvailableChallenges,
    };
    const {
      USER_ID_FOR_SRP: username = course.username,
      DEVICE_KEY: deviceKey = course.deviceKey,
    } = challenge.parameters;
    const { givenName } = course;
    const { name, session } = challenge;
    return this.ask(questionOf(challenge), { name, session, username, givenName, deviceKey });
  }

  private async ask(
    question: Question,
    remembered: Omit<SignInState, 'asked' | 'secretBlock'>,
  ): Promise<SignInOutcome> {
    const { sealer, sessionSeconds } = this.options;
    const secretBlock = 'secret_block' in question ? question.secret_block : undefined;
    const state = { ...remembered, asked: question.challenge, secretBlock };
    const session = await sealer.seal(state, sessionSeconds);
    return { challenge: { ...question, session, expires_in: sessionSeconds } };
  }

  private proof({ username, deviceKey }: Course): Record<string, string> {
    return {
      USERNAME: username,
      SECRET_HASH: secretHash(username, this.options.client),
      ...(deviceKey === undefined ? {} : { DEVICE_KEY: deviceKey }),
    };
  }
}

function flowOf({ method }: StartSignIn): AuthFlowType {
  if (method === 'srp') return 'USER_SRP_AUTH';
  return method === 'choice' ? 'USER_AUTH' : 'USER_PASSWORD_AUTH';
}

function firstParameters(request: StartSignIn): Record<string, string> {
  if (request.method === 'srp') return { SRP_A: request.srp_a };
  if (request.method !== 'choice') return { PASSWORD: request.password };
  const { preferred } = request;
  return preferred === undefined ? {} : { PREFERRED_CHALLENGE: cognitoMethods[preferred] };
}
