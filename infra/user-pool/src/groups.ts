import { entitlements, groups } from '@gatehouse/contracts';
import { type CfnUserPool, CfnUserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';

/** The groups of the entitlement table; precedence 0 is the most powerful, with gaps to put others between. */
export function userGroups(scope: Construct, pool: CfnUserPool): void {
  for (const [index, groupName] of groups.entries()) {
    const scopes = entitlements.byGroup[groupName];
    new CfnUserPoolGroup(scope, `${capitalized(groupName)}Group`, {
      userPoolId: pool.ref,
      groupName,
      description:
        scopes.length > 0 ? `Also holds ${scopes.join(', ')}` : 'Holds what everyone holds',
      precedence: index * 10,
    });
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
