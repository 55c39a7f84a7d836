import { urlSuffixOf } from '../partition.js';
import type { UserPool } from '../pool/user-pool.js';

/**
 * The `iss` that tokens of a pool have on AWS: by the pool's setting in the original form, or in the one that AWS now
 * recommends (SDK, IssuerConfigurationType).
 */
export function awsIssuerOf({ id, region, settings }: UserPool): string {
  const host =
    settings.IssuerConfiguration?.Type === 'UPDATED' ? 'issuer-cognito-idp' : 'cognito-idp';
  return `https://${host}.${region}.${urlSuffixOf(region)}/${id}`;
}
