export default async function tearDown() {
  await globalThis.e2eSystem?.stop();
}
