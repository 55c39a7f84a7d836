import { readFileSync } from 'node:fs';
import { customAuthFunctions } from './custom-auth-functions.js';

/** The template that the user pool's stack is deployed with. */
export interface StackTemplate {
  readonly Resources: Readonly<Record<string, StackResource>>;
}

interface StackResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** What of an app client decides how its users get tokens. */
export interface StackClient {
  readonly ClientName: string;
  readonly GenerateSecret: boolean;
  readonly ExplicitAuthFlows: readonly string[];
  readonly AllowedOAuthFlows: readonly string[];
  readonly AllowedOAuthScopes: readonly string[];
  readonly RefreshTokenRotation: { readonly Feature: 'ENABLED' | 'DISABLED' };
}

const generated = new URL('../../../../infra/user-pool/generated/', import.meta.url);
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(name, generated), 'utf8')) as StackTemplate;

export const stackTemplate = read('template.json');

/** The same stack with a pool that requires MFA. */
export const requiredMfaTemplate = read('required-mfa-template.json');

export const selfServiceScope = 'aws.cognito.signin.user.admin';

/** The one client whose access tokens keep the scope for self-service. */
export const isAccountClient = ({ ClientName }: StackClient) => ClientName === 'account';

const isClient = ({ Type }: StackResource) => Type === 'AWS::Cognito::UserPoolClient';

const settingsOf = ({ Properties }: StackResource) => Properties as unknown as StackClient;

/** The app clients of a template, as it describes them. */
export function stackClients({ Resources }: StackTemplate): readonly StackClient[] {
  return Object.values(Resources).filter(isClient).map(settingsOf);
}

/** Whether a client is for machines, which have no users. */
export function isForMachines({ AllowedOAuthFlows }: StackClient): boolean {
  return AllowedOAuthFlows.includes('client_credentials');
}

/**
 * The stack's pool with clients that allow their users every flow and list the scope for self-service and a custom one:
 * what remains between a user and those scopes is the trigger.
 */
export function widened(template: StackTemplate): StackTemplate {
  const { Resources } = template;
  const clients = Object.entries(Resources)
    .filter(([, resource]) => isClient(resource) && !isForMachines(settingsOf(resource)))
    .map(([id, resource]) => [id, withProperties(resource, everyFlow(settingsOf(resource)))]);
  const functions = Object.entries(customAuthFunctions).map(([name, statements]) => [
    `${name}Function`,
    lambdaFunction(statements),
  ]);
  const arns = Object.keys(customAuthFunctions).map((name) => [
    name,
    { 'Fn::GetAtt': [`${name}Function`, 'Arn'] },
  ]);
  const { UserPool: pool } = Resources;
  if (pool === undefined) throw new Error('the template has no UserPool');
  const LambdaConfig = {
    ...(pool.Properties.LambdaConfig as object),
    ...(Object.fromEntries(arns) as object),
  };
  return {
    ...template,
    Resources: {
      ...Resources,
      ...(Object.fromEntries([...clients, ...functions]) as StackTemplate['Resources']),
      UserPool: withProperties(pool, { LambdaConfig }),
    },
  };
}

function withProperties(resource: StackResource, more: object): StackResource {
  return { ...resource, Properties: { ...resource.Properties, ...more } };
}

function everyFlow({ AllowedOAuthScopes }: StackClient) {
  return {
    ExplicitAuthFlows: [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_USER_AUTH',
      'ALLOW_CUSTOM_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
      'ALLOW_USER_SRP_AUTH',
    ],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: [
      ...new Set([...AllowedOAuthScopes, 'openid', 'orders/read', selfServiceScope]),
    ],
    CallbackURLs: ['https://app.example/callback'],
    RefreshTokenRotation: { Feature: 'DISABLED' },
  };
}

const lambdaFunction = (statements: string): StackResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Code: { ZipFile: `exports.handler = async (event) => {${statements}\n  return event;\n};` },
  },
});
