import { poolIdOf } from '@gatehouse/auth-core';
import { AuthModule } from '@gatehouse/auth-nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { AuthController } from './auth/auth.controller.js';
import { SignUpService } from './auth/sign-up.service.js';
import { authOptions } from './auth-options.js';
import type { UserServiceConfig } from './config.js';
import { IdentityProvider } from './identity-provider/identity-provider.js';
import { ProfilesRepository, type UserDatabase } from './profiles/profiles.repository.js';
import { ProfilesService } from './profiles/profiles.service.js';
import { UsersController } from './profiles/users.controller.js';

/** user-service: sign-up and sign-in through Cognito, and the profiles of those who did. */
@Module({})
export class AppModule {
  static forRoot(config: UserServiceConfig, database: UserDatabase): DynamicModule {
    const identityProvider = new IdentityProvider({
      region: config.COGNITO_REGION,
      endpoint: config.COGNITO_ENDPOINT,
      clientId: config.COGNITO_CLIENT_ID,
      clientSecret: config.COGNITO_CLIENT_SECRET,
      poolId: poolIdOf(config.COGNITO_ISSUER),
    });
    return {
      module: AppModule,
      imports: [AuthModule.forRoot(authOptions(config))],
      controllers: [AuthController, UsersController],
      providers: [
        { provide: IdentityProvider, useValue: identityProvider },
        { provide: ProfilesRepository, useValue: new ProfilesRepository(database) },
        ProfilesService,
        SignUpService,
      ],
    };
  }
}
