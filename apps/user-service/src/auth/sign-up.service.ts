import type { SignedUp, SignUp } from '@gatehouse/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { IdentityProvider } from '../identity-provider/identity-provider.js';
import { ProfilesRepository } from '../profiles/profiles.repository.js';

/** An account in Cognito and, with what Cognito isn't told, a profile here. */
@Injectable()
export class SignUpService {
  private readonly logger = new Logger('sign-up');

  constructor(
    private readonly identityProvider: IdentityProvider,
    private readonly profiles: ProfilesRepository,
  ) {}

  /**
   * @throws IdentityProviderRefusal
   * @throws IdentityProviderUnavailableError
   */
  async signUp({ email, password, name }: SignUp): Promise<SignedUp> {
    const signedUp = await this.identityProvider.signUp(email, password);
    const key = { poolId: this.identityProvider.poolId, sub: signedUp.userId };
    try {
      await this.profiles.createIfAbsent(key, { email, displayName: name });
    } catch (err) {
      // The account is there and its code is sent; the profile is made when its user first comes.
      this.logger.error({ msg: 'a new account has no profile yet', err });
    }
    return signedUp;
  }
}
