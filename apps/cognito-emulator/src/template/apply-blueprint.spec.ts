import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { useResources } from '@gatehouse/test-kit';
import { domainsOf } from '../domain/pool/pool-domains.js';
import { startServer } from '../server.js';
import { emailPool } from '../spec-support/fixture-template.js';
import { createHarness } from '../spec-support/harness.js';
import { temporaryDirectory } from '../spec-support/temporary-directory.js';
import { derivedIds } from './derived-ids.js';
import { loadBlueprint } from './load-blueprint.js';

const { LambdaConfig: _, ...poolProperties } = emailPool.Properties as Record<string, unknown>;
const pool = { ...emailPool, Properties: poolProperties };
const client = (poolId: string, more: object = {}) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: { UserPoolId: { Ref: poolId }, ClientName: 'same', GenerateSecret: true, ...more },
});
const twoPools = {
  Resources: { One: pool, Two: pool, OneClient: client('One'), TwoClient: client('Two') },
};

const resources = useResources();

describe('clients of one name', () => {
  const root = temporaryDirectory();

  it('have secrets of their own in different pools', async () => {
    const { services } = await resources.add(createHarness(twoPools));
    const secrets = services.pools
      .all()
      .flatMap(({ id }) => services.pools.clientsOf(id).map((one) => one.secrets[0]!.value));
    expect(secrets).toHaveLength(2);
    expect(new Set(secrets).size).toBe(2);
  });

  it('cannot share a file with their secret', async () => {
    const clientSecretsDirectory = join(root, 'secrets');
    await expect(startServer({ template: twoPools, clientSecretsDirectory })).rejects.toThrow(
      'two clients with a secret have the name same',
    );
    expect(readdirSync(root)).toEqual([]);
  });

  it('go by logical id among the derived ids when their pool is one', async () => {
    const Resources = {
      ...twoPools.Resources,
      Again: client('One'),
      Other: client('One', { ClientName: 'other' }),
    };
    const { pools } = derivedIds(await loadBlueprint({ Resources }, 'eu-west-1'));
    expect(Object.keys(pools.One!.clients)).toEqual(['OneClient', 'Again', 'other']);
    expect(Object.keys(pools.Two!.clients)).toEqual(['same']);
  });
});

describe('the domains of a pool', () => {
  const domain = (Domain: string, more: object = {}) => ({
    Type: 'AWS::Cognito::UserPoolDomain',
    Properties: { UserPoolId: { Ref: 'One' }, Domain, ...more },
  });
  const CertificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1234';
  const CustomDomainConfig = { CertificateArn };
  const Own = domain('auth.shop.example', { CustomDomainConfig });

  it('may be a prefix and one of its own', async () => {
    const Resources = { One: pool, Own, Prefix: domain('shop') };
    const { services, pool: made } = await resources.add(createHarness({ Resources }));
    for (const name of ['shop', 'auth.shop.example'])
      expect(services.pools.findByDomain(name)?.id).toBe(made.id);
    expect(domainsOf(made)).toMatchObject([
      { domain: 'shop', declaredAs: 'Prefix' },
      { domain: 'auth.shop.example', declaredAs: 'Own', settings: { CustomDomainConfig } },
    ]);
  });

  it('are no two of a kind', async () => {
    const Resources = { One: pool, Prefix: domain('shop'), Again: domain('store') };
    await expect(createHarness({ Resources })).rejects.toThrow(
      'Prefix: User pool already has a domain configured.',
    );
  });
});

describe('a user of the template', () => {
  it.each(['true', true])('may have the attribute email_verified %j', async (Value) => {
    const email = 'ann@example.com';
    const Properties = {
      UserPoolId: { Ref: 'One' },
      Username: email,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value },
        { Name: 'custom:level', Value: 7 },
      ],
    };
    const Ann = { Type: 'AWS::Cognito::UserPoolUser', Properties };
    const { services, pool: made } = await resources.add(
      createHarness({ Resources: { One: pool, Ann } }),
    );
    expect(services.users.get(made, email).attributes).toMatchObject({
      email_verified: 'true',
      'custom:level': '7',
    });
  });
});
