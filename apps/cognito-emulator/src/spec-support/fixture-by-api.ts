import {
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  SetUserPoolMfaConfigCommand,
  type WebAuthnConfigurationType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Resources } from '@gatehouse/test-kit';
import type { SchemaAttribute } from '../domain/pool/user-pool.js';
import { randomText } from '../domain/random.js';
import type { PoolPlan } from '../template/blueprint.js';
import { loadBlueprint } from '../template/load-blueprint.js';
import { smsConfiguration } from './message-senders.js';

/** What a spec has to know of a client. */
export interface NamedClient {
  readonly id: string;
  readonly name: string;
  readonly secrets: readonly { readonly value: string }[];
}

/** A template's pool that was made by the API. */
export interface FixtureByApi {
  readonly poolId: string;
  readonly clients: readonly NamedClient[];
}

/**
 * Makes the pool of a template by the API alone, so that a spec may run where templates aren't booted from: an emulator
 * that was started elsewhere, or AWS. Functions aren't made.
 *
 * @param resources deletes what was created when it is closed
 */
export async function fixtureByApi(
  resources: Resources,
  sdk: CognitoIdentityProviderClient,
  template: object,
  region: string,
): Promise<FixtureByApi> {
  const { pools, clients, resourceServers, groups, domains } = await loadBlueprint(
    template,
    region,
  );
  const [plan] = pools;
  if (plan === undefined) throw new Error('the template has no pool');
  const UserPoolId = await makePool(resources, sdk, plan);
  for (const { identifier: Identifier, name: Name, scopes } of resourceServers) {
    const Scopes = scopes.map(({ name, description }) => ({
      ScopeName: name,
      ScopeDescription: description,
    }));
    await sdk.send(new CreateResourceServerCommand({ UserPoolId, Identifier, Name, Scopes }));
  }
  for (const { name: GroupName, precedence: Precedence, description: Description } of groups)
    await sdk.send(new CreateGroupCommand({ UserPoolId, GroupName, Precedence, Description }));
  const Domain = domains.length === 0 ? undefined : `suite-${randomName()}`;
  if (Domain !== undefined) {
    await sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }));
    resources.add(() => sdk.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain })));
  }
  const made: NamedClient[] = [];
  for (const { name, hasSecret, settings } of clients) {
    const asked = { UserPoolId, ClientName: name, GenerateSecret: hasSecret, ...settings };
    const { UserPoolClient } = await sdk.send(
      new CreateUserPoolClientCommand(asked as CreateUserPoolClientCommandInput),
    );
    const { ClientId: id = '', ClientSecret: value } = UserPoolClient ?? {};
    made.push({ id, name, secrets: value === undefined ? [] : [{ value }] });
  }
  return { poolId: UserPoolId, clients: made };
}

/** MFA has an operation of its own: a pool that demands it from the beginning would need a way to send SMS. */
async function makePool(
  resources: Resources,
  sdk: CognitoIdentityProviderClient,
  plan: PoolPlan,
): Promise<string> {
  const {
    SchemaAttributes = [],
    MfaConfiguration = 'OFF',
    EnabledMfas = [],
    WebAuthnConfiguration,
    LambdaConfig: _functions,
    ...settings
  } = plan.settings;
  const Schema = SchemaAttributes.filter(isStated).map((attribute) => ({
    ...attribute,
    Name: attribute.Name.replace(customPrefix, ''),
  }));
  const asked = { ...settings, PoolName: `suite-${randomName()}`, Schema };
  const { UserPool } = await sdk.send(
    new CreateUserPoolCommand(asked as CreateUserPoolCommandInput),
  );
  const UserPoolId = UserPool?.Id ?? '';
  resources.add(() => sdk.send(new DeleteUserPoolCommand({ UserPoolId })));
  if (MfaConfiguration === 'OFF' && WebAuthnConfiguration === undefined) return UserPoolId;
  await sdk.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration,
      ...factorSettings(EnabledMfas),
      WebAuthnConfiguration: WebAuthnConfiguration as WebAuthnConfigurationType | undefined,
    }),
  );
  return UserPoolId;
}

/** Factors that aren't meant aren't named at all. */
function factorSettings(factors: readonly string[]) {
  return {
    ...(factors.includes('SOFTWARE_TOKEN_MFA') && {
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
    ...(factors.includes('SMS_MFA') && {
      SmsMfaConfiguration: { SmsConfiguration: smsConfiguration() },
    }),
    ...(factors.includes('EMAIL_OTP') && { EmailMfaConfiguration: {} }),
  };
}

const customPrefix = 'custom:';

/** A schema lists every attribute there is; a request has those that a pool hasn't by itself. */
const isStated = ({ Name, Required }: SchemaAttribute) =>
  Name.startsWith(customPrefix) || Required === true;

const randomName = () => randomText('abcdefghijklmnopqrstuvwxyz0123456789', 16);
