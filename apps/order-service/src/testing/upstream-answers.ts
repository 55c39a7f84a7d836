/** What Cognito's token endpoint answers to order-service; each token has a number. */
export function tokenAnswers() {
  let issued = 0;
  return () => ({
    body: { access_token: `token-${(issued += 1)}`, token_type: 'Bearer', expires_in: 3600 },
  });
}

/** What user-service answers about a customer it knows. */
export function knownUser({ path }: { readonly path: string }) {
  const id = decodeURIComponent(path.slice('/users/'.length));
  const at = '2026-01-01T00:00:00.000Z';
  return { body: { id, displayName: null, locale: null, createdAt: at, updatedAt: at } };
}

/** What user-service answers about anyone else. */
export const unknownUser = {
  status: 404,
  body: { type: 'about:blank', title: 'Not Found', status: 404, code: 'user_not_found' },
};
