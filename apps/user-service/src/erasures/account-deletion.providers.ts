import type { Provider } from '@nestjs/common';
import type { AccountChangesService } from '../account/account-changes.service.js';
import type { UserServiceConfig } from '../config.js';
import type { PasskeysService } from '../passkeys/passkeys.service.js';
import type { ProfilesService } from '../profiles/profiles.service.js';
import type { SessionsService } from '../sessions/sessions.service.js';
import type { StepUpService } from '../step-up/step-up.service.js';
import { AccountDeletionService } from './account-deletion.service.js';
import { erasureLimitsOf } from './erasure-settings.js';
import type { ErasureParts } from './erasure-steps.js';
import { ErasureWorker } from './erasure-worker.js';
import { ErasuresRepository } from './erasures.repository.js';
import { PeerNames } from './peer-names.js';

interface Parts extends ErasureParts {
  readonly stepUps: StepUpService;
  readonly changes: AccountChangesService;
  readonly profiles: ProfilesService;
  readonly passkeys: PasskeysService;
  readonly sessions: SessionsService;
}

/** What the controllers of this folder and the worker need, as providers of the service's module. */
export function accountDeletionProviders(config: UserServiceConfig, parts: Parts): Provider[] {
  const worker = new ErasureWorker(parts, erasureLimitsOf(config));
  const deletion = new AccountDeletionService({ ...parts, worker });
  return [
    { provide: AccountDeletionService, useValue: deletion },
    { provide: ErasuresRepository, useValue: parts.erasures },
    { provide: ErasureWorker, useValue: worker },
    { provide: PeerNames, useValue: new PeerNames(config.PEER_CLIENTS) },
  ];
}
