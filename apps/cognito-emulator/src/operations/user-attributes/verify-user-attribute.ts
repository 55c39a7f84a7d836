import type { UserPool } from '../../domain/pool/user-pool.js';
import {
  checkCode,
  codesAfterChange,
  purposeOfVerifying,
  withoutCode,
} from '../../domain/user/codes.js';
import { contactNamed } from '../../domain/user/attribute-checks.js';
import type { User } from '../../domain/user/user.js';
import { changedUser } from '../users/changed-user.js';
import { takeTry } from '../users/hourly-limits.js';
import { operation } from '../operation.js';
import type { Services } from '../services.js';

/** Proves an address by the code that was sent to it (API reference, VerifyUserAttribute). */
export const verifyUserAttribute = operation({
  name: 'VerifyUserAttribute',
  access: 'accessToken',
  uses: ['attempts', 'clock', 'users'],
  async handle(services, request, { user: caller, pool }) {
    takeTry(services, 'VerifyUserAttribute', pool, caller);
    await services.users.exclusively(caller, (user) => verify(services, pool, user, request));
    return {};
  },
});

/** An address that waited takes the place of the one before; codes that went there are no good then. */
function verify(
  { users, clock }: Pick<Services, 'clock' | 'users'>,
  pool: UserPool,
  user: User,
  { AttributeName: name, Code }: { readonly AttributeName: string; readonly Code: string },
): Promise<void> {
  const attribute = contactNamed(name);
  const purpose = purposeOfVerifying(attribute);
  const { newValue = user.attributes[attribute] ?? '' } = checkCode(
    clock,
    user.codes,
    purpose,
    Code,
  );
  const attributes = {
    ...user.attributes,
    [attribute]: newValue,
    [`${attribute}_verified`]: 'true',
  };
  const codes = codesAfterChange(withoutCode(user.codes, purpose), user.attributes, attributes);
  const now = clock.nowMilliseconds();
  return users.save(changedUser(pool, user, { attributes, codes }, now));
}
