import type { Database } from '@gatehouse/persistence';
import { eq } from 'drizzle-orm';
import { notes } from './notes.table.js';

export const schema = { notes };

export type NotesDatabase = Database<typeof schema>;

/** The rows of the service that only specs know. */
export class NotesRepository {
  constructor(private readonly database: NotesDatabase) {}

  list(words?: string): Promise<{ words: string }[]> {
    const chosen = words === undefined ? undefined : eq(notes.words, words);
    return this.database.run((queries) => queries.select().from(notes).where(chosen));
  }

  async add(added: { readonly words: string }): Promise<void> {
    await this.database.run((queries) => queries.insert(notes).values(added));
  }
}
