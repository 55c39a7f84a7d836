/** Lets node run TypeScript from source: `node --import <this file> src/main.ts`. */
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
