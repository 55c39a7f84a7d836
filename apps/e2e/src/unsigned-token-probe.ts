/**
 * A program for a bare app that calls whatever the packages export with a token that no key has signed, and prints what
 * has returned a caller.
 */
export const unsignedTokenProbe = `
import * as core from '@gatehouse/auth-core';
import * as nest from '@gatehouse/auth-nest';

const { COGNITO_ISSUER: issuer = '', COGNITO_JWKS_URI: jwksUri = '', COGNITO_CLIENT_IDS: ids = '' } = process.env;
const [token = '', subject = ''] = process.argv.slice(2);
const options = { pools: [{ issuer, jwksUri, clientIds: ids.split(',') }] };
const request = { headers: { authorization: \`Bearer \${token}\` }, rawHeaders: [] as string[] };
const noCheck = () => Promise.resolve();
const inputs: unknown[][] = [[token], [token, noCheck], [token, 'orders'], [request], [{ token }], [token, () => true]];
// Functions called with what they do not expect fail later, too.
process.on('uncaughtException', () => undefined).on('unhandledRejection', () => undefined);
const found: string[] = [];
let calls = 0;

const namesCaller = (value: unknown) => {
  const { subject: named, sub } = Object(value) as { subject?: unknown; sub?: unknown };
  return named === subject || sub === subject;
};

async function probe(name: string, call: (...input: unknown[]) => unknown): Promise<void> {
  for (const input of inputs) {
    calls += 1;
    try {
      const late = new Promise((resolve) => setTimeout(resolve, 200));
      if (namesCaller(await Promise.race([call(...input), late]))) found.push(name);
    } catch {
      // Rejected, as it has to be.
    }
  }
}

const instances: [string, object][] = [];
for (const [name, value] of [...Object.entries(core), ...Object.entries(nest)]) {
  if (typeof value !== 'function') continue;
  await probe(name, (...input) => (value as (...input: unknown[]) => unknown)(...input));
  for (const input of [[options], [new core.AccessTokenVerifier(options)]]) {
    try {
      instances.push([name, new (value as new (...input: unknown[]) => object)(...input)]);
    } catch {
      // Not a class, or one that needs something else.
    }
  }
}
for (const [name, instance] of instances) {
  for (let owner = instance; owner && owner !== Object.prototype; owner = Object.getPrototypeOf(owner) as object) {
    for (const key of Object.getOwnPropertyNames(owner)) {
      if (key === 'constructor' || key === 'authenticate') continue;
      const { value } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
      if (typeof value !== 'function') continue;
      await probe(\`\${name}.\${key}\`, (...input) => (value as (...input: unknown[]) => unknown).apply(instance, input));
    }
  }
}
const verified = await new core.AccessTokenVerifier(options).verify(process.argv[4] ?? '');
console.log(JSON.stringify({ found, calls, positive: namesCaller(verified) }));
process.exit();
`;
