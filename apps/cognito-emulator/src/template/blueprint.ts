import type { Group } from '../domain/pool/group.js';
import type { IdentityProvider } from '../domain/pool/identity-provider.js';
import type { LogDelivery } from '../domain/pool/log-delivery.js';
import type { ManagedLoginBranding } from '../domain/pool/managed-login-branding.js';
import type { ResourceServer } from '../domain/pool/resource-server.js';
import type { RiskConfiguration } from '../domain/pool/risk-configuration.js';
import type { UICustomization } from '../domain/pool/ui-customization.js';
import type { DomainSettings, UserPoolSettings } from '../domain/pool/user-pool.js';
import type { UserPoolClientSettings } from '../domain/pool/user-pool-client.js';
import type { LambdaFunction } from '../triggers/lambda-function.js';

/** What a template asks the emulator for, every reference resolved. */
export interface Blueprint {
  readonly pools: readonly PoolPlan[];
  readonly clients: readonly ClientPlan[];
  readonly domains: readonly DomainPlan[];
  readonly resourceServers: readonly ResourceServer[];
  readonly groups: readonly Untimed<Group>[];
  readonly identityProviders: readonly Untimed<IdentityProvider>[];
  readonly uiCustomizations: readonly Omit<Untimed<UICustomization>, 'cssVersion'>[];
  readonly managedLoginBrandings: readonly Untimed<ManagedLoginBranding>[];
  readonly riskConfigurations: readonly Untimed<RiskConfiguration>[];
  readonly logDeliveries: readonly LogDelivery[];
  readonly users: readonly UserPlan[];
  readonly memberships: readonly MembershipPlan[];
  readonly functions: readonly FunctionPlan[];
  /** What is in the template and not acted on, each said in a sentence. */
  readonly remarks: readonly string[];
}

/** A value before it is known when it was made. */
export type Untimed<Value> = Omit<Value, 'createdAt' | 'updatedAt'>;

export interface PoolPlan {
  readonly logicalId: string;
  readonly id: string;
  readonly name: string;
  readonly settings: UserPoolSettings;
}

export interface ClientPlan {
  readonly logicalId: string;
  readonly poolId: string;
  readonly id: string;
  readonly name: string;
  readonly hasSecret: boolean;
  readonly settings: UserPoolClientSettings;
}

export interface DomainPlan {
  readonly logicalId: string;
  readonly poolId: string;
  readonly domain: string;
  readonly settings: DomainSettings;
}

/** A function of the template, or one a module was named for. */
export interface FunctionPlan extends LambdaFunction {
  /** Absent for a function that no template has. */
  readonly logicalId?: string;
}

export interface UserPlan {
  readonly logicalId: string;
  readonly poolId: string;
  readonly username: string;
  readonly attributes: readonly { readonly Name: string; readonly Value?: string | undefined }[];
  readonly mediums: readonly string[];
  readonly suppressInvitation: boolean;
  /** Whether a contact that another user has proved becomes this one's. */
  readonly takesAliases: boolean;
}

export interface MembershipPlan {
  readonly poolId: string;
  readonly username: string;
  readonly groupName: string;
}

export const emptyBlueprint: Blueprint = {
  pools: [],
  clients: [],
  domains: [],
  resourceServers: [],
  groups: [],
  identityProviders: [],
  uiCustomizations: [],
  managedLoginBrandings: [],
  riskConfigurations: [],
  logDeliveries: [],
  users: [],
  memberships: [],
  functions: [],
  remarks: [],
};

/** One blueprint of several parts. */
export function mergeBlueprints(parts: readonly Partial<Blueprint>[]): Blueprint {
  const all = <Key extends keyof Blueprint>(key: Key) =>
    parts.flatMap((part) => (part[key] ?? []) as unknown as readonly Blueprint[Key][number][]);
  return {
    pools: all('pools'),
    clients: all('clients'),
    domains: all('domains'),
    resourceServers: all('resourceServers'),
    groups: all('groups'),
    identityProviders: all('identityProviders'),
    uiCustomizations: all('uiCustomizations'),
    managedLoginBrandings: all('managedLoginBrandings'),
    riskConfigurations: all('riskConfigurations'),
    logDeliveries: all('logDeliveries'),
    users: all('users'),
    memberships: all('memberships'),
    functions: all('functions'),
    remarks: all('remarks'),
  };
}
