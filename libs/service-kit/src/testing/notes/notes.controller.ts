import { RequireAnyScope, RequireScopes } from '@gatehouse/auth-nest';
import { scopes } from '@gatehouse/contracts';
import { Answers, valid } from '@gatehouse/platform-nest';
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { NotesRepository } from './notes.repository.js';

export const note = z.object({ words: z.string() });
export const addNote = z.strictObject({ words: z.string() });
type Note = z.output<typeof note>;

/** Its scopes are those of orders, because the vocabulary has none of its own for a service that only specs know. */
@Controller('notes')
export class NotesController {
  constructor(@Inject(NotesRepository) private readonly notes: NotesRepository) {}

  @Get()
  @RequireAnyScope(scopes.ordersRead, scopes.ordersReadAll)
  @Answers(200, z.array(note))
  list(): Promise<Note[]> {
    return this.notes.list();
  }

  @Get(':words')
  @RequireScopes(scopes.ordersRead)
  @Answers(200, z.array(note))
  find(@Param('words', valid(z.string())) words: string): Promise<Note[]> {
    return this.notes.list(words);
  }

  @Post()
  @RequireScopes(scopes.ordersWrite)
  @Answers(201, note)
  async add(@Body(valid(addNote)) added: Note): Promise<Note> {
    await this.notes.add(added);
    return added;
  }
}
