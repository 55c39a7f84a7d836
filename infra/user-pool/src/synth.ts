import { synthesizeTemplate } from './template.js';

/** Prints the template; `npm run generate` keeps the committed copy fresh. */
process.stdout.write(synthesizeTemplate());
