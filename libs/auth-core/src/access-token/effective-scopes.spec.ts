import { effectiveScopes } from './effective-scopes.js';

const table = {
  everyone: ['orders/read'],
  byGroup: { support: ['orders/read-all', 'orders/refund'] },
};
const self = 'aws.cognito.signin.user.admin';

describe('effectiveScopes', () => {
  it('leaves scopes alone without a table', () => {
    expect(effectiveScopes(['orders/refund'], [], undefined)).toEqual(['orders/refund']);
  });

  it('gives a sign-in by API all the user is entitled to', () => {
    expect(effectiveScopes([self], [], table)).toEqual([self, 'orders/read']);
    expect(effectiveScopes([self], ['support'], table)).toContain('orders/refund');
  });

  it('cuts what OAuth asked for down to what the user is entitled to', () => {
    const asked = ['openid', 'orders/refund', 'orders/read', 'other/scope'];
    expect(effectiveScopes(asked, [], table)).toEqual(['openid', 'orders/read', 'other/scope']);
    expect(effectiveScopes(asked, ['support'], table)).toEqual(asked);
  });

  it.each(['constructor', '__proto__', 'eu-west-1_TestPool1_Google', 'Support', 'support '])(
    'gives nothing for the group %s',
    (group) => expect(effectiveScopes([self], [group], table)).toEqual([self, 'orders/read']),
  );
});
