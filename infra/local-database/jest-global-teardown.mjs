/** Jest `globalTeardown` that goes with jest-global-setup.mjs: ends the database that one started, if it did. */
export default async function stopTestDatabase() {
  await globalThis[Symbol.for('gatehouse.test-database')]?.close();
}
