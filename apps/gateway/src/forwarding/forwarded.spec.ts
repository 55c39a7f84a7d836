import { plainAddress } from '@gatehouse/platform-nest';
import { forwardedElement } from './forwarded.js';

describe('forwardedElement', () => {
  it.each([
    ['192.0.2.60', 'api.example', 'http', 'for=192.0.2.60;host=api.example;proto=http'],
    [
      '192.0.2.60',
      'api.example:8443',
      'https',
      'for=192.0.2.60;host="api.example:8443";proto=https',
    ],
    ['2001:db8::1', '[::1]:3000', 'http', 'for="[2001:db8::1]";host="[::1]:3000";proto=http'],
    ['192.0.2.60', undefined, 'http', 'for=192.0.2.60;proto=http'],
  ])('says that %s asked for %s by %s', (address, host, protocol, element) => {
    expect(forwardedElement({ address, host, protocol })).toBe(element);
  });
});

describe('plainAddress', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('writes %s as %s', (address, plain) => {
    expect(plainAddress(address)).toBe(plain);
  });
});
