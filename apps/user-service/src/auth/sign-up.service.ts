import type { SignedUp, SignUp } from '@gatehouse/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import { IdentityProviderRefusal } from '../identity-provider/errors.js';
import { IdentityProvider } from '../identity-provider/identity-provider.js';
import { MailQueue } from '../mail/mail-queue.js';
import { PasswordRules } from '../passwords/password-rules.js';
import { ProfilesRepository } from '../profiles/profiles.repository.js';
import { apparentSignUp, sampleSize } from './apparent-sign-up.js';

/** What a sign-up leads to. Callers are told `signedUp` alone. */
export interface SignUpOutcome {
  readonly signedUp: SignedUp;
  /** False for an address that has an account: nothing was created. */
  readonly isNew: boolean;
}

/**
 * So long what follows Cognito's response takes at least: more than the statements that a new account needs and those that
 * the notice to the owner of an existing one needs, so that the time of the response does not tell which it was.
 */
const settleMilliseconds = 50;

/** An account in Cognito and, with what Cognito isn't told, a profile here. */
@Injectable()
export class SignUpService {
  private readonly logger = new Logger('sign-up');

  constructor(
    private readonly identityProvider: IdentityProvider,
    private readonly profiles: ProfilesRepository,
    private readonly mail: MailQueue,
    private readonly passwords: PasswordRules,
  ) {}

  /**
   * Creates an account. For an address that has one the result looks alike and takes as long, and the owner is notified by
   * email instead.
   *
   * @throws CommonPasswordError, for any address
   * @throws IdentityProviderRefusal
   * @throws IdentityProviderUnavailableError
   */
  async signUp(request: SignUp): Promise<SignUpOutcome> {
    const { email, password, name } = request;
    this.passwords.check(password, { email, names: [name] });
    const created = await this.identityProvider.signUp(email, password).catch(unlessExisting);
    const [signedUp] = await Promise.all([
      created ? this.complete(created, request) : this.pretend(request),
      wait(settleMilliseconds),
    ]);
    return { signedUp, isNew: created !== undefined };
  }

  private async complete(signedUp: SignedUp, { email, name }: SignUp): Promise<SignedUp> {
    const key = { poolId: this.identityProvider.poolId, sub: signedUp.userId };
    try {
      await this.profiles.createIfAbsent(key, { email, displayName: name });
    } catch (err) {
      // The account is there and its code is sent; the profile is made when its user first comes.
      this.logger.error({ msg: 'a new account has no profile yet', err });
    }
    return signedUp;
  }

  private async pretend({ email }: SignUp): Promise<SignedUp> {
    await this.mail.add({ kind: 'sign_up_attempted', to: email });
    const { poolId } = this.identityProvider;
    const subs = await this.profiles.sampleSubs(poolId, sampleSize).catch((err: unknown) => {
      this.logger.error({ msg: 'the form of user ids is not known', err });
      return [];
    });
    return apparentSignUp(email, subs);
  }
}

function unlessExisting(error: unknown): undefined {
  if (error instanceof IdentityProviderRefusal && error.code === 'user_exists') return undefined;
  throw error;
}
