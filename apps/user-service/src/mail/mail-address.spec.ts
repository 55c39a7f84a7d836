import { isMailAddress, parseMailAddress } from './mail-address.js';

describe('isMailAddress', () => {
  it.each([
    'ada@example.com',
    'ada+notices@sub.example.co',
    'адa@пример.example',
    "o'hara@example.com",
  ])('accepts %j', (text) => expect(isMailAddress(text)).toBe(true));

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@example.com\r\nBcc: eve@example.com',
    'ada@example.com\nX: y',
    'ada@example.com, eve@example.com',
    'ada@example.com;eve@example.com',
    'Ada <ada@example.com>',
    '"a b"@example.com',
    'ada@ex ample.com',
    'ada@example.com\u0000',
    'ada@example.com\u2028',
    'ada@eve@example.com',
    `${'a'.repeat(250)}@example.com`,
  ])('rejects %j', (text) => expect(isMailAddress(text)).toBe(false));
});

describe('parseMailAddress', () => {
  it.each([
    ['notices@example.com', { name: '', address: 'notices@example.com' }],
    ['<notices@example.com>', { name: '', address: 'notices@example.com' }],
    ['Gatehouse <notices@example.com>', { name: 'Gatehouse', address: 'notices@example.com' }],
    ['Ärzte, e.V. <notices@example.com>', { name: 'Ärzte, e.V.', address: 'notices@example.com' }],
  ])('reads %j', (text, address) => expect(parseMailAddress(text)).toEqual(address));

  it.each([
    'Gatehouse',
    'Gatehouse notices@example.com',
    'Gate\r\nBcc: eve@example.com <notices@example.com>',
    'Gatehouse <notices@example.com> <eve@example.com>',
    'Gatehouse <notices@example.com, eve@example.com>',
    '"Gate" <notices@example.com>',
  ])('rejects %j', (text) => expect(parseMailAddress(text)).toBeUndefined());
});
