import { brandingOperations } from './branding/index.js';
import { clientOperations } from './clients/index.js';
import { deviceOperations } from './devices/index.js';
import { domainOperations } from './domains/index.js';
import { groupOperations } from './groups/index.js';
import { identityProviderOperations } from './identity-providers/index.js';
import { logDeliveryOperations } from './log-delivery/index.js';
import { mfaOperations } from './mfa/index.js';
import { passkeyOperations } from './passkeys/index.js';
import { passwordOperations } from './passwords/index.js';
import { resourceServerOperations } from './resource-servers/index.js';
import { sessionOperations } from './sessions/index.js';
import { signInOperations } from './sign-in/index.js';
import { signUpOperations } from './sign-up/index.js';
import { tagOperations } from './tags/index.js';
import { threatProtectionOperations } from './threat-protection/index.js';
import { tokenOperations } from './tokens/index.js';
import { userAttributeOperations } from './user-attributes/index.js';
import { userImportOperations } from './user-import/index.js';
import { userPoolOperations } from './user-pools/index.js';
import { userOperations } from './users/index.js';
import type { Operation } from './operation.js';

/** Every operation of the emulator. An operation is one file and one line in the index of its topic. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  [
    ...brandingOperations,
    ...clientOperations,
    ...deviceOperations,
    ...domainOperations,
    ...groupOperations,
    ...identityProviderOperations,
    ...logDeliveryOperations,
    ...mfaOperations,
    ...passkeyOperations,
    ...passwordOperations,
    ...resourceServerOperations,
    ...sessionOperations,
    ...signInOperations,
    ...signUpOperations,
    ...tagOperations,
    ...threatProtectionOperations,
    ...tokenOperations,
    ...userAttributeOperations,
    ...userImportOperations,
    ...userPoolOperations,
    ...userOperations,
  ].map((operation) => [operation.name, operation]),
);
