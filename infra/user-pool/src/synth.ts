import { stackSettings } from './stack-settings.js';
import { synthesizeTemplate } from './template.js';

/**
 * Prints the template; `npm run generate` keeps the committed copies fresh. The argument `required-mfa` prints the template
 * of a pool that requires MFA.
 */
const mfa = process.argv[2] === 'required-mfa' ? 'required' : stackSettings.mfa;
process.stdout.write(synthesizeTemplate({ ...stackSettings, mfa }));
