import { fields } from '@gatehouse/platform-core';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import type { ServiceApi } from '../../openapi/service-document.js';
import { ServiceModule } from '../../service.module.js';
import { type ServiceConfig, serviceSettings } from '../../settings/service-settings.js';
import { addNote, note, NotesController } from './notes.controller.js';
import { type NotesDatabase, NotesRepository } from './notes.repository.js';

export const notesConfig = z.object({
  ...serviceSettings({ name: 'notes-service', port: 3009 }),
  DATABASE_START_TIMEOUT_SECONDS: fields.seconds(0).describe('Specs do not wait.'),
});

const api: ServiceApi = {
  title: 'Notes',
  description: 'Notes of all callers.',
  schemas: { AddNote: addNote, Note: note },
};

/** The smallest service with callers and rows; specs of the kit start it. */
@Module({})
export class NotesModule {
  static forRoot(config: ServiceConfig, database: NotesDatabase): DynamicModule {
    return {
      module: NotesModule,
      imports: [ServiceModule.forRoot(config, api)],
      controllers: [NotesController],
      providers: [{ provide: NotesRepository, useValue: new NotesRepository(database) }],
    };
  }
}
