/**
 * The vocabulary of rights: the name code uses, the scope as Cognito writes it in tokens
 * (`<resource server>/<scope>`), and what it lets its holder do. The user pool's resource servers and the
 * reference pages are made from this table; a new scope is one line here.
 */
export const scopeVocabulary = {
  ordersRead: ['orders/read', 'See your own orders'],
  ordersWrite: ['orders/write', 'Place and cancel your own orders'],
  ordersReadAll: ['orders/read-all', "See every customer's orders"],
  ordersFulfil: ['orders/fulfil', 'Mark orders as fulfilled'],
  ordersRefund: ['orders/refund', 'Refund orders'],
  usersRead: ['users/read', 'See profiles'],
  usersWrite: ['users/write', 'Change your own profile'],
  usersSupport: ['users/support', 'Help customers with their accounts'],
  usersEvents: ['users/events', "See the history of an account's sign-ins"],
  usersErase: ['users/erase', 'Learn which accounts are being deleted, and confirm it'],
  gatewayRevoke: ['gateway/revoke', 'Tell gateways which sessions have ended'],
} as const;

type Vocabulary = typeof scopeVocabulary;

/** A scope of this system, as it stands in a token. */
export type Scope = Vocabulary[keyof Vocabulary][0];

/** Each scope by the name code uses for it: `scopes.ordersWrite` is `orders/write`. */
export const scopes = Object.fromEntries(
  Object.entries(scopeVocabulary).map(([name, [scope]]) => [name, scope]),
) as { readonly [Name in keyof Vocabulary]: Vocabulary[Name][0] };

/** Every scope there is. */
export const allScopes: readonly Scope[] = Object.values(scopes);
