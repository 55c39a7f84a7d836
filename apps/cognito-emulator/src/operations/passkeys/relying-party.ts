import { parseOrigin } from '@gatehouse/platform-core';
import { ServiceError } from '../../domain/errors.js';
import { allowedFirstAuthFactors, webAuthnConfigurationOf } from '../../domain/pool/mfa-rules.js';
import { domainsOf, isCustomDomain } from '../../domain/pool/pool-domains.js';
import type { UserPool } from '../../domain/pool/user-pool.js';

/** Who a pool is to authenticators (WebAuthn Level 3, "relying party"). */
export interface RelyingParty {
  readonly id: string;
  readonly userVerification: 'required' | 'preferred';
}

/**
 * The pool's relying party: the id it was given, or the host of its domain.
 * @throws WebAuthnNotEnabledException, or WebAuthnConfigurationMissingException for a pool without either.
 */
export function relyingPartyOf(pool: UserPool): RelyingParty {
  const { relyingPartyId, userVerification, isMultiFactor } = webAuthnConfigurationOf(pool);
  if (!isMultiFactor && !allowedFirstAuthFactors(pool).includes('WEB_AUTHN'))
    throw new ServiceError(
      'WebAuthnNotEnabledException',
      'Passkeys are not enabled for this user pool.',
    );
  const id = relyingPartyId ?? hostOfDomain(pool);
  if (id === undefined)
    throw new ServiceError(
      'WebAuthnConfigurationMissingException',
      'The user pool has neither a relying party ID nor a domain.',
    );
  return { id, userVerification };
}

/**
 * Prefixes stand for hosts of this machine, custom domains for themselves; where there are both, passkeys are the custom
 * domain's (SDK, WebAuthnConfigurationType "RelyingPartyId").
 */
function hostOfDomain(pool: UserPool): string | undefined {
  const domain = domainsOf(pool).at(-1)?.domain;
  return domain === undefined || isCustomDomain(domain) ? domain : `${domain}.localhost`;
}

/** Whether a page of that origin may use credentials of a relying party: its own host or one below it, by https. */
export function isOriginOf({ id }: RelyingParty, origin: string): boolean {
  const page = parseOrigin(origin);
  if (page === undefined) return false;
  const { protocol, name } = page;
  const isLocal = name === 'localhost' || name.endsWith('.localhost');
  const isSecure = protocol === 'https:' || isLocal;
  return isSecure && (name === id || name.endsWith(`.${id}`));
}
