import { userPoolArn } from '../domain/pool/pool-ids.js';
import { passwordPolicyOf } from '../domain/pool/pool-rules.js';
import { timestamp } from './answers.js';
import { operation } from './operation.js';

/** A pool's settings, those it was not given with Cognito's own defaults (API reference, DescribeUserPool). */
export const describeUserPool = operation({
  name: 'DescribeUserPool',
  access: 'iam',
  handle({ pools, users }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    return {
      UserPool: {
        DeletionProtection: 'INACTIVE',
        MfaConfiguration: 'OFF',
        UserPoolTier: 'ESSENTIALS',
        ...pool.settings,
        Policies: { ...pool.settings.Policies, PasswordPolicy: passwordPolicyOf(pool) },
        Id: pool.id,
        Name: pool.name,
        Arn: userPoolArn(pool.region, pool.id),
        Domain: pool.domain,
        CreationDate: timestamp(pool.createdAt),
        LastModifiedDate: timestamp(pool.updatedAt),
        EstimatedNumberOfUsers: users.count(pool.id),
      },
    };
  },
});
