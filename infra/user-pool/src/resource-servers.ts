import { type Scope, scopeVocabulary } from '@gatehouse/contracts';
import { type CfnUserPool, CfnUserPoolResourceServer } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';

const names = { orders: 'Orders', users: 'Users', gateway: 'Gateway' };

/** One resource server for each half before the slash in the scope vocabulary, with its scopes. */
export function resourceServers(scope: Construct, pool: CfnUserPool): CfnUserPoolResourceServer[] {
  return Object.entries(names).map(
    ([identifier, name]) =>
      new CfnUserPoolResourceServer(scope, `${name}ResourceServer`, {
        userPoolId: pool.ref,
        identifier,
        name,
        scopes: scopesOf(identifier),
      }),
  );
}

function scopesOf(identifier: string) {
  const entries: readonly (readonly [Scope, string])[] = Object.values(scopeVocabulary);
  return entries
    .map(([scope, description]) => [...scope.split('/'), description] as const)
    .filter(([server]) => server === identifier)
    .map(([, scopeName = '', scopeDescription = '']) => ({ scopeName, scopeDescription }));
}
