import { type Group, preferredRoleOf } from '../pool/group.js';
import { preTokenGenerationOf } from '../pool/pool-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import type { TriggerEvent, Triggers } from '../trigger/triggers.js';
import { computedAttributes, type User } from '../user/user.js';
import type { ClaimOverrides } from './claim-overrides.js';
import { readTriggerResponse, type TriggerVersion } from './trigger-response.js';

export type UserTokenSource =
  | 'TokenGeneration_AuthenticateDevice'
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_HostedAuth'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_RefreshTokens';

/** Free text pairs a request passes to triggers. */
export type ClientMetadata = Readonly<Record<string, string>> | undefined;

interface Occasion {
  readonly pool: UserPool;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly clientMetadata?: ClientMetadata;
}

/** What the pool's function wants changed in a user's tokens; nothing when the pool has none. */
export async function userTokenOverrides(
  triggers: Triggers,
  occasion: Occasion,
  source: UserTokenSource,
  { user, groups }: { readonly user: User; readonly groups: readonly Group[] },
): Promise<ClaimOverrides | undefined> {
  const trigger = triggerOf(occasion.pool);
  if (trigger === undefined) return undefined;
  const event = eventFor(occasion, trigger.version, source, user.username);
  return invoke(triggers, trigger, {
    ...event,
    request: {
      userAttributes: {
        ...user.attributes,
        ...computedAttributes(user),
        'cognito:user_status': user.status,
      },
      groupConfiguration: {
        groupsToOverride: groups.map(({ name }) => name),
        iamRolesToOverride: groups.flatMap(({ roleArn }) =>
          roleArn === undefined ? [] : [roleArn],
        ),
        preferredRole: preferredRoleOf(groups) ?? null,
      },
      ...event.request,
    },
  });
}

/** What the pool's function wants changed in a machine's token; only functions of version 3 are asked. */
export async function clientTokenOverrides(
  triggers: Triggers,
  occasion: Occasion,
): Promise<ClaimOverrides | undefined> {
  const trigger = triggerOf(occasion.pool);
  if (trigger?.version !== 'V3_0') return undefined;
  const source = 'TokenGeneration_ClientCredentials';
  const event = eventFor(occasion, trigger.version, source, 'ClientCredentials');
  return invoke(triggers, trigger, event);
}

interface PreTokenGeneration {
  readonly version: TriggerVersion;
  readonly functionArn: string;
}

function triggerOf({ settings }: UserPool): PreTokenGeneration | undefined {
  const config = preTokenGenerationOf(settings.LambdaConfig ?? {});
  if (config === undefined) return undefined;
  return { version: config.LambdaVersion as TriggerVersion, functionArn: config.LambdaArn };
}

function eventFor(
  { pool, clientId, scopes, clientMetadata }: Occasion,
  version: TriggerVersion,
  triggerSource: string,
  userName: string,
): TriggerEvent {
  const details = version === 'V1_0' ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails';
  return {
    version: version.charAt(1),
    triggerSource,
    region: pool.region,
    userPoolId: pool.id,
    userName,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    request: {
      ...(version === 'V1_0' ? {} : { scopes }),
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
    },
    response: { [details]: null },
  };
}

async function invoke(
  triggers: Triggers,
  trigger: PreTokenGeneration,
  event: TriggerEvent,
): Promise<ClaimOverrides> {
  const answer = await triggers.invoke('PreTokenGeneration', trigger.functionArn, event);
  return readTriggerResponse(trigger.version, answer);
}
