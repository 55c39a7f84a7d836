/** Fills a data directory with users, through the emulator's own store: `node seed-users.mjs <directory> <count>`. */
import { startServer } from '../../apps/cognito-emulator/dist/server.js';
import { makePool, makeUser, usernameOf } from './pools.mjs';
import { randomUUID } from 'node:crypto';

const [, , dataDirectory, count] = process.argv;
const emulator = await startServer({ port: 0, dataDirectory });
const pool = await makePool(emulator.url);
await makeUser(emulator.url, pool.poolId, 0);
const { users, pools } = emulator.services;
const first = users.find(pools.get(pool.poolId), usernameOf(0));

// A verifier belongs to one user, so that these can't sign in, which takes nothing from what is looked for.
let saved = [];
for (let index = 1; index < Number(count); index += 1) {
  const sub = randomUUID();
  const email = usernameOf(index);
  const copy = {
    ...first,
    sub,
    username: sub,
    signInNames: first.signInNames.map((name) =>
      name === first.sub ? sub : name === usernameOf(0) ? email : name,
    ),
    attributes: { ...first.attributes, email },
  };
  saved.push(users.save(copy));
  if (saved.length === 1_000) {
    await Promise.all(saved);
    saved = [];
  }
}
await Promise.all(saved);
await emulator.close();
console.log(JSON.stringify(pool));
