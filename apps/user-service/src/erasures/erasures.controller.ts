import type { Principal } from '@gatehouse/auth-core';
import { CurrentPrincipal, MachinesOnly, RequireScopes } from '@gatehouse/auth-nest';
import {
  type ConfirmErasures,
  confirmErasures,
  type ErasurePage,
  erasurePage,
  maxErasuresAtOnce,
  scopes,
} from '@gatehouse/contracts';
import { Answers, Refuses, valid } from '@gatehouse/platform-nest';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { NotAPeerServiceError } from './erasure.errors.js';
import { ErasuresRepository } from './erasures.repository.js';
import { PeerNames } from './peer-names.js';

/** Where services learn which data they have to erase. Only for services that call for themselves. */
@Controller('users/erasures')
@MachinesOnly()
@RequireScopes(scopes.usersErase)
export class ErasuresController {
  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly peers: PeerNames,
  ) {}

  @Get()
  @Answers(200, erasurePage)
  @Refuses(NotAPeerServiceError)
  async list(@CurrentPrincipal() caller: Principal): Promise<ErasurePage> {
    const service = this.peers.nameOf(caller);
    return { items: await this.erasures.waitingFor(service, maxErasuresAtOnce) };
  }

  @Post('confirm')
  @Answers(204)
  @Refuses(NotAPeerServiceError)
  async confirm(
    @CurrentPrincipal() caller: Principal,
    @Body(valid(confirmErasures)) { items }: ConfirmErasures,
  ): Promise<void> {
    await this.erasures.confirm(this.peers.nameOf(caller), items);
  }
}
