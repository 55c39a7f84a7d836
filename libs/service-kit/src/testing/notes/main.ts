import 'reflect-metadata';
import { runService } from '../../start/run-service.js';
import { failingMigrations, notesService } from './notes-service.js';

const { FAILURE } = process.env;

await runService(
  {
    ...notesService,
    migrations: FAILURE === 'migration' ? failingMigrations : notesService.migrations,
    module: (...parts) => {
      if (FAILURE === 'module') throw new TypeError('the module is broken');
      return notesService.module(...parts);
    },
  },
  { environment: process.env, arguments: process.argv.slice(2) },
);
