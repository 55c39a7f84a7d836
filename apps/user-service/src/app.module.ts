import { poolIdOf, systemClock } from '@gatehouse/auth-core';
import {
  confirmSignUp,
  passwordSignIn,
  profile,
  refreshTokens,
  resendCode,
  signedUp,
  signUp,
  tokens,
  updateProfile,
} from '@gatehouse/contracts';
import { type ServiceApi, ServiceModule } from '@gatehouse/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import { AccountController } from './account/account.controller.js';
import { SignOutLimiter } from './account/sign-out-limiter.js';
import { signOutLimitsOf } from './account/sign-out-settings.js';
import { SignOutService } from './account/sign-out.service.js';
import { AuthController } from './auth/auth.controller.js';
import { SignUpService } from './auth/sign-up.service.js';
import type { UserServiceConfig } from './config.js';
import { cognitoLimitsOf } from './identity-provider/cognito-settings.js';
import { IdentityProvider } from './identity-provider/identity-provider.js';
import { ProfilesRepository, type UserDatabase } from './profiles/profiles.repository.js';
import { ProfilesService } from './profiles/profiles.service.js';
import { UserAdministration } from './profiles/user-administration.js';
import { UsersController } from './profiles/users.controller.js';
import { RevocationAnnouncer } from './revocations/revocation-announcer.js';
import { revocationLimitsOf } from './revocations/revocation-settings.js';
import { revocationTargets } from './revocations/revocation-targets.js';
import { RevocationsRepository } from './revocations/revocations.repository.js';

const api: ServiceApi = {
  title: 'Users',
  description:
    'Sign-up, sign-in, sign-out and profiles, as callers reach them through the gateway.',
  schemas: {
    ConfirmSignUp: confirmSignUp,
    PasswordSignIn: passwordSignIn,
    Profile: profile,
    RefreshTokens: refreshTokens,
    ResendCode: resendCode,
    SignedUp: signedUp,
    SignUp: signUp,
    Tokens: tokens,
    UpdateProfile: updateProfile,
  },
};

/** user-service: sign-up, sign-in and sign-out through Cognito, and the profiles of those who did. */
@Module({})
export class AppModule {
  static forRoot(config: UserServiceConfig, database: UserDatabase): DynamicModule {
    const identityProvider = new IdentityProvider({
      region: config.COGNITO_REGION,
      endpoint: config.COGNITO_ENDPOINT,
      clientId: config.COGNITO_CLIENT_ID,
      clientSecret: config.COGNITO_CLIENT_SECRET,
      poolId: poolIdOf(config.COGNITO_ISSUER),
      limits: cognitoLimitsOf(config),
    });
    const announcer = new RevocationAnnouncer(
      new RevocationsRepository(database),
      revocationTargets(config),
      { limits: revocationLimitsOf(config) },
    );
    const signOuts = new SignOutService(identityProvider, announcer, {
      clock: systemClock,
      limiter: new SignOutLimiter(systemClock, signOutLimitsOf(config)),
      sessionLifetimeSeconds: config.SESSION_LIFETIME_SECONDS,
    });
    return {
      module: AppModule,
      imports: [ServiceModule.forRoot(config, api)],
      controllers: [AccountController, AuthController, UsersController],
      providers: [
        { provide: IdentityProvider, useValue: identityProvider },
        { provide: ProfilesRepository, useValue: new ProfilesRepository(database) },
        ProfilesService,
        { provide: RevocationAnnouncer, useValue: announcer },
        { provide: SignOutService, useValue: signOuts },
        SignUpService,
        UserAdministration,
      ],
    };
  }
}
