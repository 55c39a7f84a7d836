import { z } from 'zod';
import { loadConfig } from './config.js';
import * as fields from './config-fields.js';

const read = (field: z.ZodType, text: string) =>
  loadConfig(z.object({ FIELD: field }), { FIELD: text }).FIELD;

const notWhole = ['', '-1', '1.5', '1e3', '0x10', ' 5', '5 ', '+5', 'five', '5s', 'Infinity'];

describe('whole numbers', () => {
  const kinds: [string, z.ZodType, number, number][] = [
    ['port', fields.port(80), 0, 65_535],
    ['seconds', fields.seconds(5, { min: 1, max: 300 }), 1, 300],
    ['milliseconds', fields.milliseconds(5, { max: 900 }), 1, 900],
    ['count', fields.count(5, { min: 2, max: 8 }), 2, 8],
    ['bytes', fields.bytes(5, { max: 1_024 }), 1, 1_024],
  ];

  it.each(kinds)('%s accepts its bounds', (_name, field, min, max) => {
    expect([read(field, String(min)), read(field, String(max))]).toEqual([min, max]);
  });

  it.each(kinds)('%s rejects what is beyond its bounds and says what they are', (...kind) => {
    const [, field, min, max] = kind;
    for (const text of [String(min - 1), String(max + 1), '9'.repeat(400)])
      expect(() => read(field, text)).toThrow(
        `FIELD: must be a whole number from ${min} to ${max}`,
      );
  });

  it.each(notWhole.filter((text) => text !== ''))('reject %j', (text) => {
    for (const [, field] of kinds) expect(() => read(field, text)).toThrow('FIELD: must be');
  });

  it('have no default beyond their bounds', () => {
    expect(() => fields.seconds(5, { min: 10 })).toThrow(RangeError);
  });
});

describe('share', () => {
  it.each([
    ['0', 0],
    ['0.25', 0.25],
    ['.5', 0.5],
    ['1', 1],
    ['1.0', 1],
  ])('reads %j', (text, expected) => expect(read(fields.share(0.5), text)).toBe(expected));

  it.each(['1.1', '2', '-0.1', '50%', '0,5', '1e-1', 'half', '.'])('rejects %j', (text) => {
    expect(() => read(fields.share(0.5), text)).toThrow('FIELD: must be a number from 0 to 1');
  });
});

describe('words', () => {
  it('are one of those that are listed', () => {
    const field = fields.oneOf(['emulator', 'aws']);
    expect(read(field, 'aws')).toBe('aws');
    for (const text of ['AWS', 'aws ', 'other', 'toString'])
      expect(() => read(field, text)).toThrow('FIELD: must be emulator or aws');
  });

  it('are true or false for a flag', () => {
    expect([read(fields.flag(true), 'false'), read(fields.flag(false), 'true')]).toEqual([
      false,
      true,
    ]);
    expect(() => read(fields.flag(false), 'maybe')).toThrow('FIELD: must be true or false');
  });
});

describe('host', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::1', 'fe80::1%eth0', 'orders-api'])('accepts %j', (text) =>
    expect(read(fields.host('127.0.0.1'), text)).toBe(text),
  );

  it.each(['a b', 'http://host', 'host/path', ' host'])('rejects %j', (text) =>
    expect(() => read(fields.host('127.0.0.1'), text)).toThrow('FIELD: must be a host name'),
  );
});

describe('region', () => {
  it.each(['eu-west-1', 'us-gov-east-1', 'ap-southeast-2'])('accepts %j', (text) =>
    expect(read(fields.region(), text)).toBe(text),
  );

  it.each(['nowhere', 'eu west 1', 'EU-WEST-1', 'eu-west'])('rejects %j', (text) =>
    expect(() => read(fields.region(), text)).toThrow('FIELD: must be a region'),
  );
});

describe('httpUrls', () => {
  it('reads a list and names no value that it rejects', () => {
    expect(read(fields.httpUrls(), 'http://a/, https://b')).toEqual(['http://a', 'https://b']);
    expect(() => read(fields.httpUrls(), 'http://a,ftp://hidden')).toThrow(
      'absolute http or https',
    );
    expect(() => read(fields.httpUrls(), 'http://a,ftp://hidden')).not.toThrow('hidden');
  });
});

describe('secret', () => {
  it('has a least length, and no part of a shorter one is in the error', () => {
    const load = () => read(fields.secret({ minLength: 32 }), 'hidden');
    expect(load).toThrow('FIELD: must have at least 32 characters');
    expect(load).not.toThrow('hidden');
  });
});
