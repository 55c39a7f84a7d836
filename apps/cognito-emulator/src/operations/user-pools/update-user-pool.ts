import { invalidParameter } from '../../domain/errors.js';
import { checkPoolSettings } from '../../domain/pool/pool-faults.js';
import { checkTierChange } from '../../domain/pool/tier-change.js';
import { type UserPool, userPools, type UserPoolSettings } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';

/** What an update neither takes nor resets: what can't change, and what other operations set. */
const lasting = [
  ...(['SchemaAttributes', 'UsernameAttributes', 'AliasAttributes'] as const),
  ...(['UsernameConfiguration', 'EnabledMfas', 'WebAuthnConfiguration'] as const),
  ...(['SoftwareTokenMfaConfiguration', 'EmailMfaConfiguration'] as const),
];

/**
 * Replaces a pool's settings; those left out go back to their defaults (API reference, UpdateUserPool), but for a few that
 * stay as they are.
 */
export const updateUserPool = operation({
  name: 'UpdateUserPool',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const { UserPoolId: id, PoolName: name, ...given } = request;
    const pool = pools.get(id, region);
    const kept = Object.fromEntries(
      lasting.flatMap((setting) =>
        setting in pool.settings ? [[setting, pool.settings[setting]]] : [],
      ),
    );
    const changed: UserPool = {
      ...pool,
      name: name ?? pool.name,
      settings: {
        ...stayingWhenLeftOut(pool, given),
        ...given,
        ...policiesOf(pool, given),
        ...kept,
      },
      updatedAt: clock.nowMilliseconds(),
    };
    checkTurningOn(changed, given.MfaConfiguration);
    checkPoolSettings(changed);
    checkTierChange(store, pool, changed);
    await store.commit([put(userPools, changed)]);
    return {};
  },
});

/**
 * What an update leaves alone unless it is stated (SDK, UpdateUserPool "DcrConfiguration", "UserPoolTier"; measured:
 * go-to-k/cdkd#1968).
 */
function stayingWhenLeftOut({ settings }: UserPool, given: UserPoolSettings): UserPoolSettings {
  const { DcrConfiguration, UserPoolTier, MfaConfiguration, SmsConfiguration } = settings;
  const staysMfa = given.MfaConfiguration === undefined && (MfaConfiguration ?? 'OFF') !== 'OFF';
  const staying = {
    DcrConfiguration,
    UserPoolTier,
    MfaConfiguration,
    // Without it there would be no way to answer.
    SmsConfiguration: staysMfa ? SmsConfiguration : undefined,
  };
  return Object.fromEntries(Object.entries(staying).filter(([, value]) => value !== undefined));
}

/** Each of the two policies stays until another is stated (measured: go-to-k/cdkd#1982). */
function policiesOf({ settings }: UserPool, given: UserPoolSettings): UserPoolSettings {
  const policies = { ...settings.Policies, ...given.Policies };
  return Object.keys(policies).length === 0 ? {} : { Policies: policies };
}

/** @throws InvalidParameterException for MFA without a factor, which SetUserPoolMfaConfig gives (go-to-k/cdkd#1925). */
function checkTurningOn({ settings }: UserPool, stated: string | undefined): void {
  const isPossible =
    settings.SmsConfiguration !== undefined || (settings.EnabledMfas ?? []).length > 0;
  if (stated === 'ON' && !isPossible)
    throw invalidParameter(
      'Cannot turn MFA functionality ON, once the user pool has been created.',
    );
}
