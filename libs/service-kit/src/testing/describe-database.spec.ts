import { loadConfig } from '@gatehouse/platform-core';
import { describeDatabase } from './describe-database.js';
import { notesConfig } from './notes/notes.module.js';
import { notesService } from './notes/notes-service.js';
import { testEnvironment } from './test-environment.js';

describeDatabase({
  service: notesService,
  config: (urls) => loadConfig(notesConfig, testEnvironment({ ...urls })),
  serverUrl: process.env.TEST_DATABASE_URL!,
});
