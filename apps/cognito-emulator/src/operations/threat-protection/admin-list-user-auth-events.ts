import type { AuthEvent } from '../../domain/user/auth-event.js';
import { requireThreatProtection } from '../../domain/user/auth-events.js';
import { timestamp } from '../answers.js';
import { operation } from '../operation.js';
import { pageOf, pageSize, pageStart } from '../page.js';

/** What a user did, the latest first (API reference, AdminListUserAuthEvents). */
export const adminListUserAuthEvents = operation({
  name: 'AdminListUserAuthEvents',
  access: 'iam',
  uses: ['authEvents', 'pools', 'users'],
  async handle({ pools, users, authEvents }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    requireThreatProtection(pool);
    const events = authEvents.ofUser(users.get(pool, request.Username));
    const start = pageStart(request.NextToken);
    // An event that was forgotten meanwhile was older than all that are left.
    const last = start && events.findIndex(({ id }) => id === start.key);
    const rest = last === -1 ? [] : events.slice((last ?? -1) + 1);
    const { items, nextToken } = await pageOf(
      rest,
      pageSize(request.MaxResults),
      ({ id: key }) => ({
        key,
        place: 0,
      }),
    );
    return { AuthEvents: items.map(authEventType), NextToken: nextToken };
  },
});

/** Nothing is ever risky to the emulator. */
function authEventType(event: AuthEvent) {
  const { feedback } = event;
  return {
    EventId: event.id,
    EventType: event.type,
    CreationDate: timestamp(event.createdAt),
    EventResponse: event.response,
    EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
    ChallengeResponses: event.challenges.map(({ name, response }) => ({
      ChallengeName: name,
      ChallengeResponse: response,
    })),
    EventContextData: { IpAddress: event.ipAddress },
    EventFeedback: feedback && {
      FeedbackValue: feedback.value,
      Provider: feedback.provider,
      FeedbackDate: timestamp(feedback.givenAt),
    },
  };
}
