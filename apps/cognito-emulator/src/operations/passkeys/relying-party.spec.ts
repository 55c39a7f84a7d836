import { isOriginOf } from './relying-party.js';

describe('isOriginOf', () => {
  const party = (id: string) => ({ id, userVerification: 'preferred' }) as const;

  it.each([
    ['shop.example', 'https://shop.example'],
    ['shop.example', 'https://auth.shop.example:8443'],
    ['shop.example', 'https://xn--a.shop.example'],
    ['shop.localhost', 'http://shop.localhost:9500'],
    ['localhost', 'http://localhost:3000'],
    ['localhost', 'https://a.localhost'],
  ])('lets pages of %s use its passkeys: %j', (id, origin) => {
    expect(isOriginOf(party(id), origin)).toBe(true);
  });

  it.each([
    ['shop.example', 'http://shop.example'],
    ['shop.example', 'https://evil.example'],
    ['shop.example', 'https://evilshop.example'],
    ['shop.example', 'https://shop.example.evil.example'],
    ['shop.example', 'https://shop.example.'],
    ['shop.example', 'https://SHOP.example'],
    ['shop.example', 'https://shop.example/'],
    ['shop.example', 'https://shop.example:443'],
    ['shop.example', 'https://evil.example@shop.example'],
    ['shop.example', 'https://evil.example\\.shop.example'],
    ['shop.example', 'https://evil.example/.shop.example'],
    ['shop.example', 'https://sh\top.example'],
    ['shop.example', 'https://%73hop.example'],
    ['shop.example', 'https://ｓhop.example'],
    ['shop.example', 'shop.example'],
    ['shop.example', 'null'],
    ['shop.example', ''],
    ['shop.example', 'android:apk-key-hash:shop.example'],
    ['localhost', 'http://127.0.0.1'],
    ['127.0.0.1', 'https://127.1'],
    ['127.0.0.1', 'http://127.0.0.1'],
  ])('lets no other page use the passkeys of %s: %j', (id, origin) => {
    expect(isOriginOf(party(id), origin)).toBe(false);
  });
});
