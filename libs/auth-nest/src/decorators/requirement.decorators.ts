import { declare } from '../route-requirements.js';

/*
 * What a method declares counts over what its class does, one requirement at a time. On one method or class each
 * decorator stands once, and `@Public()` and `@OptionalAuthentication()` stand alone; anything else stops the start.
 */

/** Anyone may call this. A token is not even looked at. */
export const Public = () => declare({ public: true });

/** Anyone may call this; a caller that shows a token is known by it, and refused (401) when it is no good. */
export const OptionalAuthentication = () => declare({ optionalAuthentication: true });

/** Any verified caller may call this, user or machine, whatever its scopes. */
export const Authenticated = () => declare({ authenticated: true });

/** The caller needs every one of these scopes. */
export const RequireScopes = (...scopes: [string, ...string[]]) => declare({ allScopes: scopes });

/** The caller needs one of these scopes. */
export const RequireAnyScope = (...scopes: [string, ...string[]]) => declare({ anyScope: scopes });

/** The caller must be a user in one of these groups. */
export const RequireGroups = (...groups: [string, ...string[]]) => declare({ groups });

/** The caller, or the user a peer calls for, must be a person. */
export const UsersOnly = () => declare({ kind: 'user' });

/** The caller must be a machine that acts for itself, or the machine a peer calls for. */
export const MachinesOnly = () => declare({ kind: 'client' });

/** The caller must come through the gateway: a peer may not call this, not even for a user. */
export const NotForPeers = () => declare({ peers: false });

/** The user's sign-in must have reached one of these levels (`acr`). An unknown level is refused. */
export const RequireAcr = (...acrValues: [string, ...string[]]) => declare({ acrValues });

/** The user must have signed in within so many seconds, a positive whole number. An unknown time is refused. */
export const MaxAuthAge = (seconds: number) => declare({ maxAuthAgeSeconds: seconds });
