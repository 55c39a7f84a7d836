import { createPrivateKey, generatePrime } from 'node:crypto';
import { promisify } from 'node:util';

const newPrime = promisify<number, { bigint: true }, bigint>(generatePrime);

const exponent = 65_537n;
const primes: bigint[] = [];
const pairs: (readonly [bigint, bigint])[] = [];

/**
 * An RSA private key of 2048 bits in PEM, for tests alone. Finding primes is what keys cost: these take theirs from a few,
 * in pairs that differ, so that a hundred keys cost as much as seven others.
 */
export async function signingKeyOfFewPrimes(): Promise<string> {
  const [p, q] = await unusedPair();
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: exponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n) };
  const members = Object.entries({ ...numbers, qi: inverse(q, p) });
  const key = { kty: 'RSA', ...Object.fromEntries(members.map(([name, n]) => [name, encoded(n)])) };
  return createPrivateKey({ key, format: 'jwk' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

async function unusedPair(): Promise<readonly [bigint, bigint]> {
  for (;;) {
    const pair = pairs.pop();
    if (pair !== undefined) return pair;
    await addPrime();
  }
}

/** Each of its products with the others has 2048 bits, as OpenSSL sets the two highest bits of a prime. */
async function addPrime(): Promise<void> {
  const prime = await newPrime(1_024, { bigint: true });
  if ((prime - 1n) % exponent === 0n || primes.includes(prime)) return;
  pairs.push(...primes.map((other) => [prime, other] as const));
  primes.push(prime);
}

/** The number that multiplied by another is 1 in a modulus, by Euclid's extended algorithm. */
function inverse(number: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [number % modulus, modulus, 1n, 0n];
  while (b > 0n) {
    const quotient = a / b;
    [a, b, x, y] = [b, a - quotient * b, y, x - quotient * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

function encoded(number: bigint): string {
  const digits = number.toString(16);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex').toString('base64url');
}
