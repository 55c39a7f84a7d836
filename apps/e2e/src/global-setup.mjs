import '../../../tools/typescript/register.mjs';

/** One system for all journeys; E2E_SYSTEM, the JSON it prints, may name another that runs already. */
export default async function setUp() {
  if (process.env.E2E_SYSTEM) return;
  const { LocalSystem } = await import('./local-system.ts');
  globalThis.e2eSystem = await LocalSystem.start();
  process.env.E2E_SYSTEM = JSON.stringify(globalThis.e2eSystem.description);
}
