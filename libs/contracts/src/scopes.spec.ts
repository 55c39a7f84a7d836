import { allScopes, entitlements, groups, scopes, staffGroups, staffScopes } from './index.js';

describe('scope vocabulary', () => {
  it('holds well-formed scopes, each once', () => {
    expect(new Set(allScopes).size).toBe(allScopes.length);
    for (const scope of allScopes) expect(scope).toMatch(/^[a-z]+(-[a-z]+)*\/[a-z]+(-[a-z]+)*$/);
    expect(scopes.ordersReadAll).toBe('orders/read-all');
  });

  it('entitles to scopes of the vocabulary alone', () => {
    for (const group of groups)
      expect(allScopes).toEqual(expect.arrayContaining([...entitlements.byGroup[group]]));
    expect(allScopes).toEqual(expect.arrayContaining([...entitlements.everyone]));
  });

  it('counts as staff the groups that have a scope which not everyone has', () => {
    expect(staffGroups).toEqual(['support', 'fulfilment']);
    for (const group of staffGroups) {
      expect(staffScopes).toEqual(expect.arrayContaining([...entitlements.byGroup[group]]));
    }
    expect(staffScopes).toContain('users/support');
    for (const scope of entitlements.everyone) expect(staffScopes).not.toContain(scope);
    expect(staffScopes).not.toContain('users/erase');
  });
});
