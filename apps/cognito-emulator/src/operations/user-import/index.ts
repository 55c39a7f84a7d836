import type { Operation } from '../operation.js';
import { getCsvHeader } from './get-csv-header.js';

/** Import of users. */
export const userImportOperations: readonly Operation[] = [getCsvHeader];
