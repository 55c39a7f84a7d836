import type { Operation } from '../operation.js';
import { adminListUserAuthEvents } from './admin-list-user-auth-events.js';
import { adminUpdateAuthEventFeedback } from './admin-update-auth-event-feedback.js';
import { describeRiskConfiguration } from './describe-risk-configuration.js';
import { setRiskConfiguration } from './set-risk-configuration.js';
import { updateAuthEventFeedback } from './update-auth-event-feedback.js';

/** Threat protection: risk configurations and authentication events. */
export const threatProtectionOperations: readonly Operation[] = [
  adminListUserAuthEvents,
  adminUpdateAuthEventFeedback,
  describeRiskConfiguration,
  setRiskConfiguration,
  updateAuthEventFeedback,
];
