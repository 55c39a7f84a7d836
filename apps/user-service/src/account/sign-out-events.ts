import type { SecurityEventNames } from '@gatehouse/platform-nest';

/** Which event a request to sign out is, by its body, which has not been validated yet. */
export function signOutEvents(body: unknown): SecurityEventNames {
  const { everywhere } = (body ?? {}) as { readonly everywhere?: unknown };
  return everywhere === true
    ? { success: 'account.signed_out_everywhere', failure: 'account.sign_out_everywhere_failed' }
    : { success: 'account.signed_out', failure: 'account.sign_out_failed' };
}
