/** Runs one built app with the local system's settings: `node run-built.mjs gateway`, on ports its environment may move. */
import { environmentOf } from './settings.mjs';

// The app has arguments of its own.
const [app] = process.argv.splice(2);
process.env = environmentOf(app);
await import(`../../apps/${app}/dist/main.js`);
