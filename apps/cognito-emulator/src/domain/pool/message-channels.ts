import { invalidParameter } from '../errors.js';
import type { UserPool } from './user-pool.js';

/**
 * Refuses a pool by API that would have to send SMS and can't. A template says with EnabledMfas which factors it wants
 * (SDK, CreateUserPool "MfaConfiguration"; texts: aws/aws-cdk#12075, aws-amplify/amplify-backend#1523).
 * @throws InvalidParameterException
 */
export function requireSmsWhereNeeded({ settings }: UserPool): void {
  const { SmsConfiguration, MfaConfiguration = 'OFF', EnabledMfas = [] } = settings;
  if (SmsConfiguration !== undefined) return;
  if (MfaConfiguration !== 'OFF' && EnabledMfas.length === 0)
    throw invalidParameter(
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    );
  if (settings.AutoVerifiedAttributes?.includes('phone_number') === true)
    throw invalidParameter(
      'SMS configuration is required when phone_number is selected for auto verification',
    );
}
