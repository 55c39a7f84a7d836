import { isIpv4, isIpv6 } from '@gatehouse/platform-core';
import { invalidParameter } from '../errors.js';
import { ownedByClient, ownedByPool } from '../owners.js';
import type { Collection } from '../store.js';

/** Threat protection's settings of a pool, or of one of its clients, in the API's spelling (SDK, SetRiskConfiguration). */
export interface RiskConfiguration {
  readonly poolId: string;
  /** None for the settings of the pool. */
  readonly clientId?: string | undefined;
  readonly compromisedCredentials?: CompromisedCredentialsRisk | undefined;
  readonly accountTakeover?: AccountTakeoverRisk | undefined;
  readonly exceptions?: RiskExceptions | undefined;
  readonly declaredAs?: string | undefined;
  readonly updatedAt: number;
}

export interface CompromisedCredentialsRisk {
  readonly EventFilter?: readonly string[] | undefined;
  readonly Actions: { readonly EventAction: string };
}

/** The setting with the events that Cognito checks where none are stated: all (API reference). */
export const withEventFilter = (
  stated: CompromisedCredentialsRisk | undefined,
): CompromisedCredentialsRisk | undefined =>
  stated && { ...stated, EventFilter: stated.EventFilter ?? everyEvent };

const everyEvent = ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP'];

export interface AccountTakeoverRisk {
  readonly NotifyConfiguration?: object | undefined;
  readonly Actions: Readonly<Record<string, { readonly Notify: boolean } | undefined>>;
}

export interface RiskExceptions {
  readonly BlockedIPRangeList?: readonly string[] | undefined;
  readonly SkippedIPRangeList?: readonly string[] | undefined;
}

export const riskConfigurations: Collection<RiskConfiguration> = {
  name: 'riskConfigurations',
  keyOf: ({ poolId, clientId }) => riskConfigurationKey(poolId, clientId),
  owners: { pool: ownedByPool, client: ownedByClient },
  indexes: {},
};

/** Without a client, the key of what the pool itself has. */
export const riskConfigurationKey = (poolId: string, clientId = 'ALL') => `${poolId}/${clientId}`;

/** Whether it asks for nothing, which leaves the defaults or, for a client, what the pool has. */
export const isEmptyRiskConfiguration = (settings: RiskConfiguration) =>
  settings.compromisedCredentials === undefined &&
  settings.accountTakeover === undefined &&
  settings.exceptions === undefined;

/** @throws InvalidParameterException */
export function checkRiskConfiguration({ accountTakeover, exceptions }: RiskConfiguration): void {
  const actions = Object.values(accountTakeover?.Actions ?? {});
  if (actions.some((action) => action?.Notify) && !accountTakeover?.NotifyConfiguration)
    throw invalidParameter('NotifyConfiguration is required to notify users.');
  const { BlockedIPRangeList: blocked = [], SkippedIPRangeList: skipped = [] } = exceptions ?? {};
  if (![...blocked, ...skipped].every(isAddressRange))
    throw invalidParameter('Incorrect CIDR format');
}

/** An address and the length of its prefix (RFC 4632 §3.1, RFC 4291 §2.3). */
function isAddressRange(text: string): boolean {
  const [address = '', length = '', ...rest] = text.split('/');
  const mostBits = isIpv4(address) ? 32 : isIpv6(address) ? 128 : -1;
  return rest.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= mostBits;
}
