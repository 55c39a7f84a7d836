import { requireSmsWhereNeeded } from '../domain/pool/message-channels.js';
import { checkPoolSettings } from '../domain/pool/pool-faults.js';
import { checkTierChange } from '../domain/pool/tier-change.js';
import { type UserPool, userPools } from '../domain/pool/user-pool.js';
import { put } from '../domain/store.js';
import { operation } from './operation.js';

/** What an update neither takes nor resets: what can't change, and what other operations set. */
const lasting = [
  ...(['SchemaAttributes', 'UsernameAttributes', 'AliasAttributes'] as const),
  ...(['UsernameConfiguration', 'EnabledMfas', 'WebAuthnConfiguration'] as const),
  ...(['SoftwareTokenMfaConfiguration', 'EmailMfaConfiguration'] as const),
];

/** Replaces a pool's settings; those left out go back to their defaults (API reference, UpdateUserPool). */
export const updateUserPool = operation({
  name: 'UpdateUserPool',
  access: 'iam',
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
      settings: { ...registrationOf(pool), ...given, ...kept },
      updatedAt: clock.nowMilliseconds(),
    };
    checkPoolSettings(changed);
    requireSmsWhereNeeded(changed);
    checkTierChange(store, pool, changed);
    await store.commit([put(userPools, changed)]);
    return {};
  },
});

/** The one setting that stays when it is left out (SDK, UpdateUserPool "DcrConfiguration"). */
const registrationOf = ({ settings: { DcrConfiguration } }: UserPool) =>
  DcrConfiguration === undefined ? {} : { DcrConfiguration };
