import type { UserPool } from './user-pool.js';

export type Tier = 'LITE' | 'ESSENTIALS' | 'PLUS';

/** The feature plan; threat protection brings its own unless another is stated (developer guide, "Feature plans"). */
export const tierOf = ({ settings }: UserPool): Tier =>
  settings.UserPoolTier ?? (hasThreatProtection(settings) ? 'PLUS' : 'ESSENTIALS');

/** Whether threat protection is on, in any mode. */
export function hasThreatProtection({ UserPoolAddOns }: UserPool['settings']): boolean {
  const { AdvancedSecurityMode: mode = 'OFF' } = (UserPoolAddOns ?? {}) as {
    readonly AdvancedSecurityMode?: string;
  };
  return mode !== 'OFF';
}
