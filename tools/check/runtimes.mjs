/** Every entry of the list of specs that depend on the release of Node.js must match one. */
import { runtimeSpecs } from '../runtimes/specs.mjs';

try {
  runtimeSpecs();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
