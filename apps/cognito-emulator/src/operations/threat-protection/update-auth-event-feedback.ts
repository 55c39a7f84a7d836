import { equalInConstantTime } from '../../domain/constant-time.js';
import { notAuthorized } from '../../domain/errors.js';
import { requireThreatProtection } from '../../domain/user/auth-events.js';
import { operation } from '../operation.js';

/**
 * A user's own word on an event, proved by the token in the message that told of it (API reference,
 * UpdateAuthEventFeedback).
 */
export const updateAuthEventFeedback = operation({
  name: 'UpdateAuthEventFeedback',
  access: 'none',
  effect: 'stored',
  uses: ['authEvents', 'pools', 'users'],
  async handle({ pools, users, authEvents }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    requireThreatProtection(pool);
    const event = authEvents.get(users.get(pool, request.Username), request.EventId);
    if (!equalInConstantTime(event.feedbackToken, request.FeedbackToken))
      throw notAuthorized('Invalid feedback token.');
    await authEvents.judge(event, { value: request.FeedbackValue, provider: 'User' });
    return {};
  },
});
