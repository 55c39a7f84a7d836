/**
 * What crosses a process boundary: the scope vocabulary, who may hold which scope, and the shapes of requests
 * and answers. It refuses to know how anything is stored, checked or sent.
 */
export * from './account.js';
export * from './account-changes.js';
export * from './devices.js';
export * from './account-data.js';
export {
  entitlements,
  type Group,
  groups,
  staffGroups,
  staffScopes,
  userScopes,
} from './entitlements.js';
export * from './erasures.js';
export { allScopes, type Scope, scopes, scopeVocabulary } from './scopes.js';
export * from './orders.js';
export * from './revocations.js';
export * from './revocations-in-valkey.js';
export * from './sessions.js';
export * from './sign-in.js';
export * from './users.js';
