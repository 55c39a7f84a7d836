import { countHeader } from './raw-headers.js';

describe('countHeader', () => {
  it.each<[number, readonly string[]]>([
    [0, []],
    [0, ['Host', 'a.example', 'Accept', 'authorization']],
    [0, ['x', 'authorization', 'x-authorization', 'a', 'authorization ', 'b']],
    [1, ['Authorization', 'a']],
    [1, ['AUTHORIZATION', 'authorization', 'accept', 'authorization']],
    [2, ['authorization', 'a', 'Host', 'b', 'aUTHORIZATION', 'a']],
    [3, ['authorization', '', 'authorization', '', 'authorization']],
  ])('counts %i in %j', (count, rawHeaders) => {
    expect(countHeader(rawHeaders, 'authorization')).toBe(count);
  });
});
