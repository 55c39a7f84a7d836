import { isPlainTarget } from './request-target.js';

describe('isPlainTarget', () => {
  it.each([
    '/orders',
    '/orders?',
    '/orders?a=b&c=%00%2F..;x',
    '/orders?a?b',
    '/orders?"<>\\^`{|}[]%zz',
  ])('takes %s', (target) => {
    expect(isPlainTarget(target)).toBe(true);
  });

  it.each([
    '/orders?a#b',
    '/orders?#',
    '/orders#?a',
    '/orders?a b',
    '/orders?a\tb',
    '/orders?a\u0000',
    '/orders?a\u007f',
    '/orders?caf\u00e9',
    '/orders?\uff0f',
    '//orders?a',
    '?a',
    '*',
    '',
  ])('refuses %j', (target) => {
    expect(isPlainTarget(target)).toBe(false);
  });
});
