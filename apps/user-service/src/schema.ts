/** All tables of the service, as drizzle and its migrations know them. */
export { mailPauses, mails } from './mail/mails.table.js';
export { erasures } from './erasures/erasures.table.js';
export { profiles } from './profiles/profiles.table.js';
export { passkeyNames } from './passkeys/passkey-names.table.js';
export { revocations } from './revocations/revocations.table.js';
export { sessions } from './sessions/sessions.table.js';
