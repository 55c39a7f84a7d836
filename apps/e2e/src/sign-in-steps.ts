import type { SteppedUp, StepUpChallenge, TotpSetUp } from '@gatehouse/contracts';
import { type Customer, password } from './new-customer.js';
import type { Answer, System, Tokens } from './system.js';
import { totpCode } from './totp.js';

type Of<Name extends StepUpChallenge['challenge']> = Extract<
  StepUpChallenge,
  { readonly challenge: Name }
>;

/** A response of a sign-in: tokens, a challenge of some kind, or a problem. */
export type Step = Answer<Partial<Tokens> & { readonly code?: string; readonly session: string }>;

/** Begins a sign-in at the gateway. */
export const begin = (system: System, json: object): Promise<Step> =>
  system.call('/auth/token', { json });

/** Responds to a challenge of a sign-in. */
export const respond = (system: System, json: object): Promise<Step> =>
  system.call('/auth/challenge', { json });

/**
 * The challenge that a step leads to.
 * @throws Error with the response, for tokens, a problem or another challenge
 */
export function challengeOf<Name extends StepUpChallenge['challenge']>(
  { status, body }: Answer<object>,
  challenge: Name,
): Of<Name> {
  const { challenge: actual } = body as { readonly challenge?: string };
  if (status === 200 && actual === challenge) return body as Of<Name>;
  throw new Error(`expected the challenge ${challenge}, got ${status}: ${JSON.stringify(body)}`);
}

/**
 * The tokens that a step leads to.
 * @throws Error with the response, for a challenge or a problem
 */
export function tokensIn({ status, body }: Answer<object>): Tokens {
  if (status === 200 && 'access_token' in body) return body as Tokens;
  throw new Error(`expected tokens, got ${status}: ${JSON.stringify(body)}`);
}

/** The account of a customer who has proved again, by password, who they are. */
export class SteppedUpAccount {
  private constructor(
    private readonly system: System,
    private readonly token: string,
    private readonly handle: string,
  ) {}

  /** @throws Error if the step-up takes more than the password */
  static async of(system: System, { tokens }: Pick<Customer, 'tokens'>): Promise<SteppedUpAccount> {
    const token = tokens.access_token;
    const { status, body } = await system.call<SteppedUp>('/account/step-up', {
      token,
      json: { password },
    });
    if (status !== 200) throw new Error(`the step-up answered ${status}`);
    return SteppedUpAccount.with(system, token, body);
  }

  /** The account for a step-up that was done otherwise. */
  static with(system: System, token: string, { step_up: handle }: SteppedUp): SteppedUpAccount {
    return new SteppedUpAccount(system, token, handle);
  }

  /** Calls `/account`, or a route below it, with the handle of the step-up. */
  call<Body = Record<string, unknown>>(
    method: string,
    path?: string,
    json?: unknown,
  ): Promise<Answer<Body>> {
    const headers = { 'step-up': this.handle };
    const route = path === undefined ? '/account' : `/account/${path}`;
    return this.system.call<Body>(route, { method, token: this.token, headers, json });
  }

  /** Adds an authenticator app. @returns its secret */
  async addTotp(): Promise<string> {
    const { body } = await this.call<TotpSetUp>('POST', 'factors/totp');
    const json = { code: totpCode(body.secret, -1) };
    const { status } = await this.call('POST', 'factors/totp/confirm', json);
    if (status !== 204) throw new Error(`the code of the new app answered ${status}`);
    return body.secret;
  }
}
