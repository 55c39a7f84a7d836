/** What a security event says about how it ended. */
export type SecurityOutcome = 'success' | 'failure';

const success: SecurityOutcome = 'success';
const failure: SecurityOutcome = 'failure';

/**
 * Every security event of every app, once. Names are stable: people count them and alert on them. A new event is one line
 * here, one in docs/how-to/read-the-logs.md, and a request in a test that causes it.
 */
export const securityEvents = {
  'auth.signed_in': success,
  'auth.sign_in_failed': failure,
  'auth.challenged': success,
  'auth.refreshed': success,
  'auth.refresh_failed': failure,
  'auth.signed_up': success,
  'auth.sign_up_failed': failure,
  'auth.confirmed': success,
  'auth.confirm_failed': failure,
  'auth.code_requested': success,
  'auth.code_request_failed': failure,
  'auth.password_reset': success,
  'auth.password_reset_failed': failure,
  'account.signed_out': success,
  'account.sign_out_failed': failure,
  'account.signed_out_everywhere': success,
  'account.sign_out_everywhere_failed': failure,
  'account.stepped_up': success,
  'account.step_up_challenged': success,
  'account.step_up_failed': failure,
  'account.password_changed': success,
  'account.password_change_failed': failure,
  'account.attributes_changed': success,
  'account.attributes_change_failed': failure,
  'account.deletion_requested': success,
  'account.deletion_request_failed': failure,
  'account.factors_changed': success,
  'account.factors_change_failed': failure,
  'account.passkeys_changed': success,
  'account.passkeys_change_failed': failure,
  'account.devices_changed': success,
  'account.devices_change_failed': failure,
  'account.session_ended': success,
  'account.session_end_failed': failure,
  'support.user_disabled': success,
  'support.user_disable_rejected': failure,
  'support.user_enabled': success,
  'support.user_enable_rejected': failure,
  'request.rejected': failure,
} as const satisfies Record<string, SecurityOutcome>;

export type SecurityEventName = keyof typeof securityEvents;
