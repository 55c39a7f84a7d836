import { scopeVocabulary } from '@gatehouse/contracts';
import { type CfnUserPool, CfnUserPoolResourceServer } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { pascalCase } from './pascal-case.js';

/** A scope as a resource server has it. */
interface ServerScope {
  readonly scopeName: string;
  readonly scopeDescription: string;
}

/** One resource server for each half before the slash in the scope vocabulary, with its scopes. */
export function resourceServers(scope: Construct, pool: CfnUserPool): CfnUserPoolResourceServer[] {
  return [...scopesByServer()].map(([identifier, scopes]) => {
    const name = pascalCase(identifier);
    const settings = { userPoolId: pool.ref, identifier, name, scopes };
    return new CfnUserPoolResourceServer(scope, `${name}ResourceServer`, settings);
  });
}

function scopesByServer(): Map<string, ServerScope[]> {
  const servers = new Map<string, ServerScope[]>();
  for (const [scope, scopeDescription] of Object.values(scopeVocabulary)) {
    const [identifier = '', scopeName = ''] = scope.split('/');
    servers.set(identifier, [...(servers.get(identifier) ?? []), { scopeName, scopeDescription }]);
  }
  return servers;
}
