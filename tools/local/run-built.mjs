/** Runs one built app with the local system's settings: `node run-built.mjs gateway`, on ports its environment may move. */
import { environmentOf } from './settings.mjs';

const app = process.argv[2];
process.env = environmentOf(app);
await import(`../../apps/${app}/dist/main.js`);
