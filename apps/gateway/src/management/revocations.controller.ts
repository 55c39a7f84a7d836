import { MachinesOnly, RequireScopes } from '@gatehouse/auth-nest';
import {
  type RevocationBatch,
  revocationBatch,
  type RevocationReceipt,
  scopes,
} from '@gatehouse/contracts';
import { valid } from '@gatehouse/platform-nest';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { RevocationsNotTakenError } from '../revocation/errors.js';
import { KnownRevocations } from '../revocation/known-revocations.js';

/** Where user-service tells this gateway which sessions have ended. */
@Controller('revocations')
export class RevocationsController {
  constructor(private readonly revocations: KnownRevocations) {}

  @Post()
  @HttpCode(200)
  @MachinesOnly()
  @RequireScopes(scopes.gatewayRevoke)
  add(
    @Body(valid(revocationBatch)) { revocations, isComplete }: RevocationBatch,
  ): RevocationReceipt {
    try {
      this.revocations.add(revocations);
    } catch (cause) {
      throw new RevocationsNotTakenError(cause);
    }
    if (isComplete) this.revocations.isComplete = true;
    return { instance: this.revocations.instance };
  }
}
