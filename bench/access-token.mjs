/** What does a request's identity cost, next to the bare check of one signature? */
import { verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { AccessTokenVerifier, TxnTokenVerifier } from '../libs/auth-core/dist/index.js';
import { generateTxnTokenKey, TxnTokenSigner } from '../libs/auth-core/dist/txn-token/sign.js';
import { CognitoJwtStrategy } from '../libs/auth-nest/dist/index.js';
import { KeyServer, TestIssuer } from '../libs/test-kit/dist/index.js';

const rounds = 5;
const perRound = 4_000;

const issuer = await TestIssuer.start();
const verifier = new AccessTokenVerifier({
  pools: [{ issuer: issuer.issuer, jwksUri: issuer.jwksUri, clientIds: [issuer.clientId] }],
});
const tokens = await Promise.all(
  Array.from({ length: perRound }, () => issuer.userToken(['orders/read'])),
);
const read = await Promise.all(tokens.map((token) => verifier.read(token)));
const inputs = read.map(({ jws, key }) => ({ ...jws, bytes: Buffer.from(jws.signingInput), key }));
const principal = verifier.accept(read[0]);

const strategy = new CognitoJwtStrategy(verifier);
const txnKey = generateTxnTokenKey();
const signer = new TxnTokenSigner({
  issuer: 'gateway',
  requestingWorkload: 'gateway',
  keys: [txnKey],
});
const keyServer = await KeyServer.start([{ kid: txnKey.kid, publicJwk: txnKey.publicJwk }]);
const txnVerifier = new TxnTokenVerifier({ issuer: 'gateway', jwksUri: keyServer.url });
const txnTokens = Array.from({ length: perRound }, () => signer.mint(principal, 'order-service'));

const candidates = {
  'bare crypto.verify of an RS256 signature': ({ index }) => {
    const { bytes, key, signature } = inputs[index];
    if (!verify('sha256', bytes, key, signature)) throw new Error('bad');
  },
  'fresh access token through the whole strategy': ({ index }) => authenticate(tokens[index]),
  'Txn-Token, minted': () => signer.mint(principal, 'order-service'),
  'Txn-Token, verified fresh': ({ index }) => txnVerifier.verify(txnTokens[index], 'order-service'),
};

const best = new Map();
for (let round = 0; round < rounds; round += 1) {
  for (const [name, work] of Object.entries(candidates)) {
    const started = process.hrtime.bigint();
    for (let index = 0; index < perRound; index += 1) await work({ index });
    const microseconds = Number(process.hrtime.bigint() - started) / 1000 / perRound;
    best.set(name, Math.min(best.get(name) ?? Infinity, microseconds));
  }
}
await Promise.all([issuer.close(), keyServer.close()]);

const [[, bare]] = best;
const rows = [...best].map(
  ([name, time]) => `| ${name} | ${time.toFixed(1)} | ${(time / bare).toFixed(2)} |`,
);
const report = `# What a request's identity costs

Best of ${rounds} rounds of ${perRound}, one after the other, ${new Date().toISOString().slice(0, 10)}, Node.js ${process.version},
${cpus().length} × ${cpus()[0].model.trim()}.

| Work | µs | times the bare check |
|---|---|---|
${rows.join('\n')}
`;
writeFileSync(new URL('results/access-token.md', import.meta.url), report);
console.log(report);

function authenticate(token) {
  const request = { headers: { authorization: `Bearer ${token}` }, rawHeaders: [] };
  return new Promise((resolve, reject) => {
    Object.assign(Object.create(strategy), {
      success: resolve,
      fail: reject,
      error: reject,
    }).authenticate(request);
  });
}
