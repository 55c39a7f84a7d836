/** What does a request's identity cost, next to the bare check of one signature, and next to other libraries? */
import { createPublicKey, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { createVerifier } from 'fast-jwt';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { AccessTokenVerifier, TxnTokenVerifier } from '../libs/auth-core/dist/index.js';
import { generateTxnTokenKey, TxnTokenSigner } from '../libs/auth-core/dist/txn-token/sign.js';
import { CognitoJwtStrategy } from '../libs/auth-nest/dist/index.js';
import { KeyServer, TestIssuer } from '../libs/test-kit/dist/index.js';

const rounds = 7;
const perRound = 4_000;

const issuer = await TestIssuer.start();
const { issuer: issuerName, jwksUri, clientId } = issuer;
const tokens = await Promise.all(
  Array.from({ length: perRound }, () => issuer.userToken(['orders/read'])),
);
const pools = [{ issuer: issuerName, jwksUri, clientIds: [clientId] }];
const rememberNone = { verifiedTokens: { maxAgeSeconds: 0, maxCharacters: 1 } };
const rememberAll = { verifiedTokens: { maxAgeSeconds: 300, maxCharacters: 16_777_216 } };

const verifier = new AccessTokenVerifier({ pools, limits: rememberNone });
const remembering = new AccessTokenVerifier({ pools, limits: rememberAll });
const strategy = new CognitoJwtStrategy(verifier);
const rememberingStrategy = new CognitoJwtStrategy(remembering);
for (const token of tokens) await authenticate(rememberingStrategy, token);

const principal = await verifier.verify(tokens[0]);
const [jwk] = JSON.parse(issuer.keyServer.published().body).keys.filter(
  ({ kid }) => kid === decodeProtectedHeader(tokens[0]).kid,
);
const key = createPublicKey({ key: jwk, format: 'jwk' });
const inputs = tokens.map((token) => {
  const end = token.lastIndexOf('.');
  return {
    signature: Buffer.from(token.slice(end + 1), 'base64url'),
    bytes: Buffer.from(token.slice(0, end)),
  };
});

const txnKey = generateTxnTokenKey();
const signer = new TxnTokenSigner({
  issuer: 'gateway',
  requestingWorkload: 'gateway',
  keys: [txnKey],
});
const keyServer = await KeyServer.start([{ kid: txnKey.kid, publicJwk: txnKey.publicJwk }]);
const txnOptions = { issuer: 'gateway', jwksUri: keyServer.url };
const txnVerifier = new TxnTokenVerifier({ ...txnOptions, limits: rememberNone });
const rememberingTxnVerifier = new TxnTokenVerifier({ ...txnOptions, limits: rememberAll });
const txnTokens = Array.from({ length: perRound }, () => signer.mint(principal, 'order-service'));
for (const token of txnTokens) await rememberingTxnVerifier.verify(token, 'order-service');

const userPoolId = issuerName.slice(issuerName.lastIndexOf('/') + 1);
const awsVerifier = CognitoJwtVerifier.create({ userPoolId, tokenUse: 'access', clientId });
awsVerifier.cacheJwks(JSON.parse(issuer.keyServer.published().body));
const pem = key.export({ type: 'spki', format: 'pem' });
const fastJwt = (cache) => createVerifier({ key: pem, algorithms: ['RS256'], cache });
const fastFresh = fastJwt(false);
const fastKnown = fastJwt(perRound);
for (const token of tokens) fastKnown(token);

const bare = 'bare `crypto.verify` of an RS256 signature';
const candidates = {
  [bare]: (index) => {
    const { bytes, signature } = inputs[index];
    if (!verify('sha256', bytes, key, signature)) throw new Error('bad');
  },
  'fresh access token, verify()': (index) => verifier.verify(tokens[index]),
  'fresh access token, whole strategy': (index) => authenticate(strategy, tokens[index]),
  'known access token, looked up': (index) => {
    if (!remembering.getCached(tokens[index])) throw new Error('not cached');
  },
  'known access token, whole strategy': (index) => authenticate(rememberingStrategy, tokens[index]),
  'Txn-Token, minted': () => signer.mint(principal, 'order-service'),
  'Txn-Token, fresh': (index) => txnVerifier.verify(txnTokens[index], 'order-service'),
  'Txn-Token, known': (index) => rememberingTxnVerifier.verify(txnTokens[index], 'order-service'),
  'aws-jwt-verify, access token': (index) => awsVerifier.verifySync(tokens[index]),
  'jose, signature and issuer': (index) => jwtVerify(tokens[index], key, { issuer: issuerName }),
  'fast-jwt, signature': (index) => fastFresh(tokens[index]),
  'fast-jwt, known': (index) => fastKnown(tokens[index]),
  'jsonwebtoken, signature and issuer': (index) =>
    jsonwebtoken.verify(tokens[index], key, { algorithms: ['RS256'], issuer: issuerName }),
};

// jose verifies in the thread pool, so that CPU time and not the clock tells what is spent; it also leaves out what
// other processes take.
const best = new Map();
for (let round = 0; round < rounds; round += 1) {
  for (const [name, work] of Object.entries(candidates)) {
    const before = process.cpuUsage();
    for (let index = 0; index < perRound; index += 1) await work(index);
    const { user, system } = process.cpuUsage(before);
    best.set(name, Math.min(best.get(name) ?? Infinity, (user + system) / perRound));
  }
}
await Promise.all([issuer.close(), keyServer.close()]);

const rows = [...best].map(
  ([name, time]) => `| ${name} | ${time.toFixed(2)} | ${(time / best.get(bare)).toFixed(2)} |`,
);
const report = `# What a request's identity costs

CPU time, best of ${rounds} rounds of ${perRound}, in turns in one process, ${new Date().toISOString().slice(0, 10)}, Node.js ${process.version},
${cpus().length} × ${cpus()[0].model.trim()}. The other libraries check less: none reads strictly, and only aws-jwt-verify knows Cognito's claims.

| Work | µs | times the bare check |
|---|---|---|
${rows.join('\n')}
`;
writeFileSync(new URL('results/access-token.md', import.meta.url), report);
console.log(report);

function authenticate(candidate, token) {
  const request = { headers: { authorization: `Bearer ${token}` }, rawHeaders: [] };
  return new Promise((resolve, reject) => {
    Object.assign(Object.create(candidate), {
      success: resolve,
      fail: reject,
      error: reject,
    }).authenticate(request);
  });
}
