import { Public } from '@gatehouse/auth-nest';
import { Controller, Get, Header } from '@nestjs/common';
import { TxnTokenMinter } from './txn-token-minter.js';

@Controller('.well-known')
export class TxnTokenController {
  constructor(private readonly minter: TxnTokenMinter) {}

  /** The life in caches is no setting: services fetch the keys after a minute, and the rotation of keys relies on it. */
  @Get('txn-token-jwks.json')
  @Public()
  @Header('cache-control', 'public, max-age=60')
  jwks() {
    return this.minter.jwks();
  }
}
