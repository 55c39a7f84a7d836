/** The client's half of SRP, natively, so that a few hundred exchanges take it a second. */
import {
  constants,
  createHash,
  createHmac,
  createPublicKey,
  getDiffieHellman,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';

const prime = getDiffieHellman('modp15').getPrime();
const n = BigInt(`0x${prime.toString('hex')}`);
const g = 2n;

const hash = (bytes) => createHash('sha256').update(bytes).digest();
const number = (bytes) => BigInt(`0x${bytes.toString('hex')}`);

/** A number as bytes that read as positive. */
function padded(value) {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

const k = number(hash(Buffer.concat([padded(n), padded(g)])));

/** base^exponent mod N: what RSA does to a message under the public key (N, exponent). */
function power(base, exponent) {
  const e = padded(exponent).toString('base64url');
  const key = createPublicKey({
    key: { kty: 'RSA', n: prime.toString('base64url'), e },
    format: 'jwk',
  });
  const message = Buffer.from(base.toString(16).padStart(prime.length * 2, '0'), 'hex');
  return number(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, message));
}

/** A pair of ephemeral values. */
export function clientValues() {
  const a = number(randomBytes(32)) | 1n;
  return { a, A: power(g, a) };
}

/** The answer to PASSWORD_VERIFIER. */
export function passwordClaim({ a, A }, poolId, password, { ChallengeParameters: asked }) {
  const { SRP_B, SALT, SECRET_BLOCK, USER_ID_FOR_SRP } = asked;
  const name = poolId.slice(poolId.indexOf('_') + 1);
  const B = BigInt(`0x${SRP_B}`);
  const u = number(hash(Buffer.concat([padded(A), padded(B)])));
  const inner = hash(`${name}${USER_ID_FOR_SRP}:${password}`);
  const x = number(hash(Buffer.concat([padded(BigInt(`0x${SALT}`)), inner])));
  const base = (((B - k * power(g, x | 0n)) % n) + n) % n;
  const s = power(base, a + u * x);
  const prk = createHmac('sha256', padded(u)).update(padded(s)).digest();
  const key = createHmac('sha256', prk)
    .update('Caldera Derived Key\u0001')
    .digest()
    .subarray(0, 16);
  const timestamp = timestampOf(new Date());
  const signature = createHmac('sha256', key)
    .update(name)
    .update(USER_ID_FOR_SRP)
    .update(Buffer.from(SECRET_BLOCK, 'base64'))
    .update(timestamp)
    .digest('base64');
  return {
    USERNAME: USER_ID_FOR_SRP,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
  };
}

/** `Thu Nov 26 22:53:29 UTC 2026`, the day without a zero before it. */
function timestampOf(date) {
  const [weekday, day, month, year, time] = date.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}
