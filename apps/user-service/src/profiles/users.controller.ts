import type { Principal } from '@gatehouse/auth-core';
import { CurrentPrincipal, RequireScopes, UsersOnly } from '@gatehouse/auth-nest';
import {
  type Profile,
  scopes,
  updateProfile,
  type UpdateProfile,
  userId,
} from '@gatehouse/contracts';
import { valid } from '@gatehouse/platform-nest';
import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ProfilesService } from './profiles.service.js';

@Controller('users')
export class UsersController {
  constructor(private readonly profiles: ProfilesService) {}

  @Get('me')
  @UsersOnly()
  me(@CurrentPrincipal() caller: Principal): Promise<Profile> {
    return this.profiles.own(caller);
  }

  @Patch('me')
  @UsersOnly()
  @RequireScopes(scopes.usersWrite)
  changeMe(
    @CurrentPrincipal() caller: Principal,
    @Body(valid(updateProfile)) changes: UpdateProfile,
  ): Promise<Profile> {
    return this.profiles.changeOwn(caller, changes);
  }

  @Get(':id')
  @RequireScopes(scopes.usersRead)
  get(
    @CurrentPrincipal() caller: Principal,
    @Param('id', valid(userId)) id: string,
  ): Promise<Profile> {
    return this.profiles.visible(caller, id);
  }
}
