import { X509Certificate } from 'node:crypto';
import {
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetSigningCertificateCommand,
  UpdateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const certificate = (region: string) => `arn:aws:acm:${region}:123456789012:certificate/1234`;

describe('domains and certificates', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture());
  });

  const createPool = async (more: object = {}) => {
    const command = new CreateUserPoolCommand({ PoolName: 'made by API', ...more });
    return (await started.sdk.send(command)).UserPool?.Id ?? '';
  };
  const create = (UserPoolId: string, Domain: string, more: object = {}) =>
    started.sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, ...more }));
  const update = (UserPoolId: string, Domain: string, more: object = {}) =>
    started.sdk.send(new UpdateUserPoolDomainCommand({ UserPoolId, Domain, ...more }));
  const remove = (UserPoolId: string, Domain: string) =>
    started.sdk.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
  const describeDomain = async (Domain: string) =>
    (await started.sdk.send(new DescribeUserPoolDomainCommand({ Domain }))).DomainDescription;
  const pool = async (UserPoolId: string) =>
    (await started.sdk.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool;

  it('keeps how a prefix looks, and changes it', async () => {
    const UserPoolId = await createPool();
    expect(await create(UserPoolId, 'by-prefix')).toMatchObject({ ManagedLoginVersion: 1 });
    expect(await describeDomain('by-prefix')).toEqual({
      UserPoolId,
      AWSAccountId: '123456789012',
      Domain: 'by-prefix',
      S3Bucket: 'aws-cognito-prod-eu-west-1-assets',
      CloudFrontDistribution: expect.stringMatching(/^d[\da-z]{13}\.cloudfront\.net$/) as string,
      Version: expect.stringMatching(/^\d+$/) as string,
      Status: 'ACTIVE',
      CustomDomainConfig: {},
      ManagedLoginVersion: 1,
    });
    const changed = await update(UserPoolId, 'by-prefix', { ManagedLoginVersion: 2 });
    expect(changed.ManagedLoginVersion).toBe(2);
    expect(changed.CloudFrontDomain).toBeUndefined();
    expect(await describeDomain('by-prefix')).toMatchObject({ ManagedLoginVersion: 2 });
    expect((await pool(UserPoolId))?.Domain).toBe('by-prefix');
    await started.sdk.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain: 'by-prefix' }));
    await create(UserPoolId, 'by-prefix');
    expect(await describeDomain('by-prefix')).toMatchObject({ ManagedLoginVersion: 1 });
  });

  it('keeps the certificate and the routing of a domain of one’s own', async () => {
    const UserPoolId = await createPool();
    const Routing = {
      Failover: { SecondaryRegion: 'us-west-2', PrimaryRoute53HealthCheckId: 'a-check' },
    };
    const CustomDomainConfig = {
      CertificateArn: certificate('us-east-1'),
      SecurityPolicy: 'TLS_V1_2_2021',
    };
    const name = 'auth.example.com';
    const { CloudFrontDomain } = await create(UserPoolId, name, { CustomDomainConfig, Routing });
    expect(await describeDomain(name)).toMatchObject({
      CustomDomainConfig,
      CloudFrontDistribution: CloudFrontDomain,
      Routing,
    });
    const described = await pool(UserPoolId);
    expect([described?.Domain, described?.CustomDomain]).toEqual([undefined, name]);
    const renewed = { CertificateArn: `${certificate('us-east-1')}5` };
    const answer = await update(UserPoolId, name, { CustomDomainConfig: renewed });
    expect(answer).toMatchObject({ ManagedLoginVersion: 1, CloudFrontDomain, Routing });
    expect(await describeDomain(name)).toMatchObject({ CustomDomainConfig: renewed, Routing });
  });

  it('gives a pool a prefix and a domain of its own, each with settings and a life of its own', async () => {
    const UserPoolId = await createPool();
    const [prefix, own] = ['of-two', 'login.two.example'];
    const CustomDomainConfig = { CertificateArn: certificate('us-east-1') };
    await create(UserPoolId, own, { CustomDomainConfig });
    await create(UserPoolId, prefix, { ManagedLoginVersion: 2 });
    expect(await pool(UserPoolId)).toMatchObject({ Domain: prefix, CustomDomain: own });
    expect(await describeDomain(own)).toMatchObject({ UserPoolId, CustomDomainConfig });
    await update(UserPoolId, own, { CustomDomainConfig, ManagedLoginVersion: 1 });
    expect(await describeDomain(prefix)).toMatchObject({ UserPoolId, ManagedLoginVersion: 2 });
    for (const name of [prefix, own])
      expect(started.emulator.services.pools.findByDomain(name)?.id).toBe(UserPoolId);
    await remove(UserPoolId, prefix);
    expect(await describeDomain(prefix)).toEqual({});
    const left = await pool(UserPoolId);
    expect([left?.Domain, left?.CustomDomain]).toEqual([undefined, own]);
    await remove(UserPoolId, own);
    await expect(remove(UserPoolId, own)).rejects.toThrow('No such domain or user pool exists.');
  });

  describe('refuses', () => {
    it.each([
      [
        'a host name without a certificate',
        'auth.other.example',
        {},
        'The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens.',
      ],
      [
        'a certificate of another region',
        'auth.other.example',
        { CustomDomainConfig: { CertificateArn: certificate('eu-west-1') } },
        "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
      ],
      [
        'a certificate for a prefix',
        'other',
        { CustomDomainConfig: { CertificateArn: certificate('us-east-1') } },
        'Custom domain is not a valid subdomain',
      ],
      [
        'a reserved word',
        'my-cognito',
        {},
        'Domain cannot contain reserved word: aws, amazon, cognito',
      ],
      [
        'routing of a prefix',
        'other',
        { Routing: {} },
        'Routing is only supported for custom domains.',
      ],
    ])('%s', async (_what, Domain, more, message) => {
      const UserPoolId = await createPool();
      await expect(create(UserPoolId, Domain, more)).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message,
      });
    });

    it('no word that a reserved one is but a part of', async () => {
      const UserPoolId = await createPool();
      await create(UserPoolId, 'my-awsome-app');
      expect((await pool(UserPoolId))?.Domain).toBe('my-awsome-app');
    });

    it('a second domain, one that another pool has, and changes to one the pool hasn’t', async () => {
      const [UserPoolId, other] = [await createPool(), await createPool()];
      await create(UserPoolId, 'only-one');
      await expect(create(UserPoolId, 'second')).rejects.toMatchObject({
        message: 'User pool already has a domain configured.',
      });
      await expect(create(other, 'only-one')).rejects.toMatchObject({
        message: 'Domain already associated with another user pool.',
      });
      await expect(update(other, 'only-one')).rejects.toMatchObject({
        message: 'No such domain or user pool exists.',
      });
    });

    it('managed login in the Lite plan', async () => {
      const UserPoolId = await createPool({ UserPoolTier: 'LITE' });
      const managed = { ManagedLoginVersion: 2 };
      const lacking = { name: 'FeatureUnavailableInTierException' };
      await expect(create(UserPoolId, 'lite', managed)).rejects.toMatchObject(lacking);
      await create(UserPoolId, 'lite');
      await expect(update(UserPoolId, 'lite', managed)).rejects.toMatchObject(lacking);
    });
  });

  it('shows a certificate for ten years, the same each time, and another for each pool', async () => {
    const certificateOf = async (UserPoolId: string) => {
      const command = new GetSigningCertificateCommand({ UserPoolId });
      return (await started.sdk.send(command)).Certificate ?? '';
    };
    const UserPoolId = await createPool();
    const [text, again] = await Promise.all([certificateOf(UserPoolId), certificateOf(UserPoolId)]);
    expect(text).toBe(again);
    expect(text).toMatch(/^[\d+/A-Za-z]+=*$/);
    const parsed = new X509Certificate(Buffer.from(text, 'base64'));
    expect(parsed.subject).toBe(`CN=${UserPoolId}`);
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    const years = (Date.parse(parsed.validTo) - Date.parse(parsed.validFrom)) / 86_400_000 / 365;
    expect(years).toBeCloseTo(10, 1);
    expect(await certificateOf(await createPool())).not.toBe(text);
  });
});
