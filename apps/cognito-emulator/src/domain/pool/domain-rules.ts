import { createHash } from 'node:crypto';
import { invalidParameter } from '../errors.js';
import { requireTier } from './tiers.js';
import { domainsOf, isCustomDomain as isCustom } from './pool-domains.js';
import { accountId } from './pool-ids.js';
import type { DomainSettings, UserPool } from './user-pool.js';

/**
 * Refuses what a domain can't be or have (SDK, CreateUserPoolDomain).
 * @throws InvalidParameterException, FeatureUnavailableInTierException for managed login in the Lite plan
 */
export function checkDomain(pool: UserPool, domain: string, settings: DomainSettings): void {
  const { ManagedLoginVersion, CustomDomainConfig, Routing } = settings;
  requireDomainForm(domain, CustomDomainConfig !== undefined);
  if (CustomDomainConfig !== undefined && !isInVirginia(CustomDomainConfig.CertificateArn))
    throw invalidParameter(
      "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    );
  if (Routing !== undefined && !isCustom(domain))
    throw invalidParameter('Routing is only supported for custom domains.');
  if (ManagedLoginVersion === 2) requireTier(pool, 'ESSENTIALS', 'Managed Login Version 2');
}

/** @throws InvalidParameterException for a prefix that Cognito keeps to itself, and for a host name taken for one. */
export function requireDomainForm(domain: string, hasCertificate: boolean): void {
  if (hasCertificate && !isCustom(domain))
    throw invalidParameter('Custom domain is not a valid subdomain');
  if (hasCertificate) return;
  if (isCustom(domain))
    throw invalidParameter(
      'The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens.',
    );
  if (domain.split('-').some((word) => ['aws', 'amazon', 'cognito'].includes(word)))
    throw invalidParameter('Domain cannot contain reserved word: aws, amazon, cognito');
}

/** Whether a certificate is where those of custom domains are. */
export const isInVirginia = (certificateArn: string) =>
  certificateArn.split(':')[3] === 'us-east-1';

/** The name that an alias record of a custom domain would point to; made up, and the same for the same domain. */
export function distributionOf(domain: string): string {
  const digest = createHash('sha256').update(domain).digest();
  const digits = BigInt(`0x${digest.toString('hex')}`).toString(36);
  return `d${digits.slice(0, 13)}.cloudfront.net`;
}

/** A pool's domain as DescribeUserPoolDomain shows it. */
export function domainDescription(pool: UserPool, domain: string) {
  const { id, region } = pool;
  const settings = domainsOf(pool).find((one) => one.domain === domain)?.settings ?? {};
  const { ManagedLoginVersion = 1, CustomDomainConfig = {}, Routing } = settings;
  return {
    UserPoolId: id,
    AWSAccountId: accountId,
    Domain: domain,
    S3Bucket: `aws-cognito-prod-${region}-assets`,
    CloudFrontDistribution: distributionOf(domain),
    Version: '20261001000000',
    Status: 'ACTIVE',
    CustomDomainConfig,
    ManagedLoginVersion,
    Routing,
  };
}

/** What CreateUserPoolDomain and UpdateUserPoolDomain answer. */
export const domainAnswer = (domain: string, settings: DomainSettings) => ({
  ManagedLoginVersion: settings.ManagedLoginVersion ?? 1,
  CloudFrontDomain: isCustom(domain) ? distributionOf(domain) : undefined,
  Routing: settings.Routing,
});
