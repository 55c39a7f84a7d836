import type { Principal, UserPrincipal } from '@gatehouse/auth-core';
import { CurrentPrincipal, RequireScopes, UsersOnly } from '@gatehouse/auth-nest';
import {
  profile,
  type Profile,
  scopes,
  updateProfile,
  type UpdateProfile,
  userId,
} from '@gatehouse/contracts';
import { Answers, RecordsSecurityEvent, Refuses, valid } from '@gatehouse/platform-nest';
import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { cognitoRefusals } from '../identity-provider/cognito-refusals.js';
import {
  RevocationIncompleteError,
  RevocationsFullError,
} from '../revocations/revocation.errors.js';
import { InsufficientRankError } from './insufficient-rank.error.js';
import { ProfileNotFoundError } from './profile-not-found.error.js';
import { UserAdministration } from './user-administration.js';
import { ProfilesService } from './profiles.service.js';

@Controller('users')
export class UsersController {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly administration: UserAdministration,
  ) {}

  @Get('me')
  @UsersOnly()
  @Answers(200, profile)
  @Refuses(ProfileNotFoundError)
  me(@CurrentPrincipal('user') caller: UserPrincipal): Promise<Profile> {
    return this.profiles.own(caller);
  }

  @Patch('me')
  @UsersOnly()
  @RequireScopes(scopes.usersWrite)
  @Answers(200, profile)
  @Refuses(ProfileNotFoundError)
  changeMe(
    @CurrentPrincipal('user') caller: UserPrincipal,
    @Body(valid(updateProfile)) changes: UpdateProfile,
  ): Promise<Profile> {
    return this.profiles.changeOwn(caller, changes);
  }

  @Get(':id')
  @RequireScopes(scopes.usersRead)
  @Answers(200, profile)
  @Refuses(ProfileNotFoundError, ...cognitoRefusals('manageUser'))
  get(
    @CurrentPrincipal() caller: Principal,
    @Param('id', valid(userId)) id: string,
  ): Promise<Profile> {
    return this.profiles.visible(caller, id);
  }

  /** Ends all the user's sessions, too, at every gateway. Only for users who rank below the caller. */
  @Post(':id/disable')
  @RecordsSecurityEvent({
    names: { success: 'support.user_disabled', failure: 'support.user_disable_rejected' },
    targetParameter: 'id',
  })
  @RequireScopes(scopes.usersSupport)
  @Answers(204)
  @Refuses(RevocationIncompleteError, RevocationsFullError)
  @Refuses(ProfileNotFoundError, InsufficientRankError, ...cognitoRefusals('manageUser'))
  async disable(
    @CurrentPrincipal() caller: Principal,
    @Param('id', valid(userId)) id: string,
  ): Promise<void> {
    await this.administration.disable(caller, id);
  }

  @Post(':id/enable')
  @RecordsSecurityEvent({
    names: { success: 'support.user_enabled', failure: 'support.user_enable_rejected' },
    targetParameter: 'id',
  })
  @RequireScopes(scopes.usersSupport)
  @Answers(204)
  @Refuses(ProfileNotFoundError, InsufficientRankError, ...cognitoRefusals('manageUser'))
  async enable(
    @CurrentPrincipal() caller: Principal,
    @Param('id', valid(userId)) id: string,
  ): Promise<void> {
    await this.administration.enable(caller, id);
  }
}
