import { systemClock } from '@gatehouse/auth-core';
import type { Provider } from '@nestjs/common';
import { AccountChangesService } from './account/account-changes.service.js';
import { SignOutLimiter } from './account/sign-out-limiter.js';
import { signOutLimitsOf } from './account/sign-out-settings.js';
import { SignOutService } from './account/sign-out.service.js';
import { PasswordResetService } from './auth/password-reset.service.js';
import type { UserServiceConfig } from './config.js';
import { DevicesService } from './devices/devices.service.js';
import { accountDeletionProviders } from './erasures/account-deletion.providers.js';
import { ErasuresRepository } from './erasures/erasures.repository.js';
import { CognitoConnection } from './identity-provider/cognito-connection.js';
import { cognitoOf } from './identity-provider/cognito-of.js';
import { IdentityProvider } from './identity-provider/identity-provider.js';
import { CognitoSignIn } from './identity-provider/sign-in/cognito-sign-in.js';
import { UserDirectory } from './identity-provider/user-directory.js';
import { mailOf } from './mail/mail-of.js';
import { MailQueue } from './mail/mail-queue.js';
import { MailSender } from './mail/mail-sender.js';
import { PasskeyNamesRepository } from './passkeys/passkey-names.repository.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { PasswordRules } from './passwords/password-rules.js';
import { ProfilesRepository, type UserDatabase } from './profiles/profiles.repository.js';
import { ProfilesService } from './profiles/profiles.service.js';
import { RevocationAnnouncer } from './revocations/revocation-announcer.js';
import { revocationLimitsOf } from './revocations/revocation-settings.js';
import { revocationTargets } from './revocations/revocation-targets.js';
import { RevocationsRepository } from './revocations/revocations.repository.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsService } from './sessions/sessions.service.js';
import { StepUpService } from './step-up/step-up.service.js';

/** What the service is made of, by its settings and on its database, as providers of its module. */
export function partsOf(config: UserServiceConfig, database: UserDatabase): Provider[] {
  const cognito = cognitoOf(config);
  const { announcer, signOuts } = signOutsOf(config, database, cognito);
  const profilesRepository = new ProfilesRepository(database);
  const erasures = new ErasuresRepository(database, config.ERASURE_SERVICES);
  const profiles = new ProfilesService(profilesRepository, cognito.directory, erasures);
  const passwords = new PasswordRules(config.TOTP_ISSUER);
  const { queue: mail, sender } = mailOf(config, database);
  const shared = { ...cognito, signOuts, profiles, mail, passwords };
  const changes = new AccountChangesService(shared, config.TOTP_ISSUER);
  const names = new PasskeyNamesRepository(database);
  const passkeys = new PasskeysService({ ...shared, changes, names });
  const sessions = sessionsOf(config, database, shared);
  const deletion = accountDeletionProviders(config, {
    ...shared,
    erasures,
    changes,
    passkeys,
    sessions,
    onDeleted: ({ email: to }) => mail.add({ kind: 'account_deleted', to }),
  });
  const { connection, identityProvider, directory, signIn, stepUps, ownDevices } = cognito;
  return [
    ...deletion,
    { provide: AccountChangesService, useValue: changes },
    { provide: CognitoConnection, useValue: connection },
    { provide: CognitoSignIn, useValue: signIn },
    { provide: DevicesService, useValue: new DevicesService(stepUps, ownDevices) },
    { provide: IdentityProvider, useValue: identityProvider },
    { provide: MailQueue, useValue: mail },
    { provide: MailSender, useValue: sender },
    { provide: PasskeysService, useValue: passkeys },
    { provide: PasswordResetService, useValue: new PasswordResetService(shared) },
    { provide: PasswordRules, useValue: passwords },
    { provide: ProfilesRepository, useValue: profilesRepository },
    { provide: ProfilesService, useValue: profiles },
    { provide: RevocationAnnouncer, useValue: announcer },
    { provide: SessionsService, useValue: sessions },
    { provide: SignOutService, useValue: signOuts },
    { provide: StepUpService, useValue: stepUps },
    { provide: UserDirectory, useValue: directory },
  ];
}

function sessionsOf(
  { SESSION_LIFETIME_SECONDS: sessionLifetimeSeconds }: UserServiceConfig,
  database: UserDatabase,
  { signOuts, stepUps }: { readonly signOuts: SignOutService; readonly stepUps: StepUpService },
): SessionsService {
  const parts = { signOuts, stepUps, sessions: new SessionsRepository(database) };
  return new SessionsService(parts, { clock: systemClock, sessionLifetimeSeconds });
}

function signOutsOf(
  config: UserServiceConfig,
  database: UserDatabase,
  { identityProvider, directory }: ReturnType<typeof cognitoOf>,
) {
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
  return { announcer, signOuts };
}
