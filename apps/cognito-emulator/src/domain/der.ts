/** The little of DER (ITU-T X.690) that Diffie-Hellman keys and certificates take. */
export const derTag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** `[0] EXPLICIT`. */
  version: 0xa0,
} as const;

/** A value with its tag and length in front. */
export function derValue(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOctets(content.length), content]);
}

/** A whole number that is not negative, in as few bytes as leave its first bit 0. */
export function derInteger(number: Buffer): Buffer {
  const significant = number.findIndex((byte) => byte !== 0);
  const digits = significant === -1 ? Buffer.alloc(0) : number.subarray(significant);
  const sign = digits.length === 0 || (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return derValue(derTag.integer, Buffer.from(sign), digits);
}

/** The contents of the values that stand one after the other in the given bytes. */
export function derContents(bytes: Buffer): readonly Buffer[] {
  const contents: Buffer[] = [];
  for (let rest = bytes; rest.length > 0;) {
    const first = rest[1] ?? 0;
    const sizeOfLength = first < 0x80 ? 0 : first & 0x7f;
    const start = 2 + sizeOfLength;
    const length = sizeOfLength === 0 ? first : rest.readUIntBE(2, sizeOfLength);
    contents.push(rest.subarray(start, start + length));
    rest = rest.subarray(start + length);
  }
  return contents;
}

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100
    ? Buffer.from([0x81, length])
    : Buffer.from([0x82, length >> 8, length & 0xff]);
}
