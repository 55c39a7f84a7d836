import { systemClock } from '@gatehouse/auth-core';
import {
  account,
  accountData,
  challengeResponse,
  changeEmail,
  changePassword,
  changePhoneNumber,
  codeSent,
  confirmChange,
  confirmErasures,
  confirmSignUp,
  erasurePage,
  forgotPassword,
  passkeyOptions,
  passkeys,
  preferFactor,
  profile,
  refreshTokens,
  registerPasskey,
  resendCode,
  resetPassword,
  signedUp,
  signInChallenge,
  signInResult,
  signUp,
  startSignIn,
  startStepUp,
  steppedUp,
  stepUpResult,
  tokens,
  totpSetUp,
  updateAccount,
  updateProfile,
} from '@gatehouse/contracts';
import { type ServiceApi, ServiceModule } from '@gatehouse/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import { AccountChangesController } from './account/account-changes.controller.js';
import { AccountChangesService } from './account/account-changes.service.js';
import { AccountController } from './account/account.controller.js';
import { FactorsController } from './account/factors.controller.js';
import { SignOutLimiter } from './account/sign-out-limiter.js';
import { signOutLimitsOf } from './account/sign-out-settings.js';
import { SignOutService } from './account/sign-out.service.js';
import { AuthController } from './auth/auth.controller.js';
import { PasswordResetService } from './auth/password-reset.service.js';
import { SignInService } from './auth/sign-in.service.js';
import { SignUpService } from './auth/sign-up.service.js';
import type { UserServiceConfig } from './config.js';
import { AccountDeletionController } from './erasures/account-deletion.controller.js';
import { accountDeletionProviders } from './erasures/account-deletion.providers.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { ErasuresRepository } from './erasures/erasures.repository.js';
import { CognitoConnection } from './identity-provider/cognito-connection.js';
import { cognitoOf } from './identity-provider/cognito-of.js';
import { IdentityProvider } from './identity-provider/identity-provider.js';
import { CognitoSignIn } from './identity-provider/sign-in/cognito-sign-in.js';
import { UserDirectory } from './identity-provider/user-directory.js';
import { ProfilesRepository, type UserDatabase } from './profiles/profiles.repository.js';
import { ProfilesService } from './profiles/profiles.service.js';
import { UserAdministration } from './profiles/user-administration.js';
import { UsersController } from './profiles/users.controller.js';
import { RevocationAnnouncer } from './revocations/revocation-announcer.js';
import { revocationLimitsOf } from './revocations/revocation-settings.js';
import { revocationTargets } from './revocations/revocation-targets.js';
import { RevocationsRepository } from './revocations/revocations.repository.js';
import { StepUpController } from './step-up/step-up.controller.js';
import { StepUpService } from './step-up/step-up.service.js';

const api: ServiceApi = {
  title: 'Users',
  description:
    'Sign-up, sign-in, forgotten passwords, sign-out and profiles, as callers reach them through the gateway.',
  schemas: {
    Account: account,
    AccountData: accountData,
    ChallengeResponse: challengeResponse,
    ChangeEmail: changeEmail,
    ChangePassword: changePassword,
    ChangePhoneNumber: changePhoneNumber,
    CodeSent: codeSent,
    ConfirmChange: confirmChange,
    ConfirmErasures: confirmErasures,
    ConfirmSignUp: confirmSignUp,
    ErasurePage: erasurePage,
    ForgotPassword: forgotPassword,
    PasskeyOptions: passkeyOptions,
    Passkeys: passkeys,
    PreferFactor: preferFactor,
    Profile: profile,
    RefreshTokens: refreshTokens,
    RegisterPasskey: registerPasskey,
    ResendCode: resendCode,
    ResetPassword: resetPassword,
    SignedUp: signedUp,
    SignInChallenge: signInChallenge,
    SignInResult: signInResult,
    SignUp: signUp,
    StartSignIn: startSignIn,
    StartStepUp: startStepUp,
    SteppedUp: steppedUp,
    StepUpResult: stepUpResult,
    Tokens: tokens,
    TotpSetUp: totpSetUp,
    UpdateAccount: updateAccount,
    UpdateProfile: updateProfile,
  },
};

/** user-service: sign-up, sign-in and sign-out through Cognito, and the profiles of those who did. */
@Module({})
export class AppModule {
  static forRoot(config: UserServiceConfig, database: UserDatabase): DynamicModule {
    const cognito = cognitoOf(config);
    const { identityProvider, directory } = cognito;
    const announcer = new RevocationAnnouncer(
      new RevocationsRepository(database),
      revocationTargets(config),
      { limits: revocationLimitsOf(config) },
    );
    const signOuts = new SignOutService(identityProvider, directory, announcer, {
      clock: systemClock,
      limiter: new SignOutLimiter(systemClock, signOutLimitsOf(config)),
      sessionLifetimeSeconds: config.SESSION_LIFETIME_SECONDS,
    });
    const profilesRepository = new ProfilesRepository(database);
    const erasures = new ErasuresRepository(database, config.ERASURE_SERVICES);
    const profiles = new ProfilesService(profilesRepository, directory, erasures);
    const changes = new AccountChangesService(
      { ...cognito, signOuts, profiles },
      config.TOTP_ISSUER,
    );
    const deletion = accountDeletionProviders(config, {
      ...cognito,
      erasures,
      signOuts,
      changes,
      profiles: profilesRepository,
      profilesService: profiles,
    });
    return {
      module: AppModule,
      imports: [ServiceModule.forRoot(config, api)],
      controllers: [
        AccountChangesController,
        AccountController,
        AccountDeletionController,
        AuthController,
        ErasuresController,
        FactorsController,
        StepUpController,
        UsersController,
      ],
      providers: [
        ...deletion,
        { provide: AccountChangesService, useValue: changes },
        { provide: CognitoConnection, useValue: cognito.connection },
        { provide: CognitoSignIn, useValue: cognito.signIn },
        { provide: IdentityProvider, useValue: identityProvider },
        { provide: StepUpService, useValue: cognito.stepUps },
        { provide: UserDirectory, useValue: directory },
        PasswordResetService,
        { provide: ProfilesRepository, useValue: profilesRepository },
        { provide: ProfilesService, useValue: profiles },
        { provide: RevocationAnnouncer, useValue: announcer },
        { provide: SignOutService, useValue: signOuts },
        SignInService,
        SignUpService,
        UserAdministration,
      ],
    };
  }
}
