import { requireThreatProtection } from '../../domain/user/auth-events.js';
import { operation } from '../operation.js';

/** An administrator's word on whether an event was the user's doing (API reference, AdminUpdateAuthEventFeedback). */
export const adminUpdateAuthEventFeedback = operation({
  name: 'AdminUpdateAuthEventFeedback',
  access: 'iam',
  effect: 'stored',
  uses: ['authEvents', 'pools', 'users'],
  async handle({ pools, users, authEvents }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    requireThreatProtection(pool);
    const event = authEvents.get(users.get(pool, request.Username), request.EventId);
    await authEvents.judge(event, { value: request.FeedbackValue, provider: 'Admin' });
    return {};
  },
});
