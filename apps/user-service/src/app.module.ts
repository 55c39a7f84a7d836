import { ServiceModule } from '@gatehouse/service-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AccountChangesController } from './account/account-changes.controller.js';
import { AccountController } from './account/account.controller.js';
import { FactorsController } from './account/factors.controller.js';
import { api } from './api.js';
import { AuthController } from './auth/auth.controller.js';
import { SignInService } from './auth/sign-in.service.js';
import { SignUpService } from './auth/sign-up.service.js';
import type { UserServiceConfig } from './config.js';
import { DevicesController } from './devices/devices.controller.js';
import { AccountDeletionController } from './erasures/account-deletion.controller.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { partsOf } from './parts-of.js';
import type { UserDatabase } from './profiles/profiles.repository.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { UserAdministration } from './profiles/user-administration.js';
import { UsersController } from './profiles/users.controller.js';
import { SessionRecorder } from './sessions/session-recorder.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { StepUpController } from './step-up/step-up.controller.js';

/** user-service: accounts at Cognito from sign-up to deletion, and the profiles of their users. */
@Module({})
export class AppModule {
  static forRoot(config: UserServiceConfig, database: UserDatabase): DynamicModule {
    return {
      module: AppModule,
      imports: [ServiceModule.forRoot(config, api)],
      controllers: [
        AccountChangesController,
        AccountController,
        AccountDeletionController,
        AuthController,
        DevicesController,
        ErasuresController,
        FactorsController,
        PasskeysController,
        SessionsController,
        StepUpController,
        UsersController,
      ],
      providers: [
        ...partsOf(config, database),
        SignInService,
        SignUpService,
        UserAdministration,
        { provide: APP_INTERCEPTOR, useClass: SessionRecorder },
      ],
    };
  }
}
