/** JSON that every reader understands in the same way, for tokens and for the bodies of requests. */
export { parseStrictJson, type StrictJsonOptions } from './parse-strict-json.js';
export { StrictJsonError, type StrictJsonReason } from './strict-json.error.js';
