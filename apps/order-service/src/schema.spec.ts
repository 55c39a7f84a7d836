import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { readdirSync, readFileSync } from 'node:fs';
import * as schema from './schema.js';

const folder = new URL('../migrations/meta/', import.meta.url);

describe('the migrations', () => {
  it('lead to the tables the code uses', async () => {
    const newest = readdirSync(folder)
      .filter((name) => name.endsWith('_snapshot.json'))
      .sort()
      .at(-1)!;
    const migrated: unknown = JSON.parse(readFileSync(new URL(newest, folder), 'utf8'));
    expect(await generateMigration(migrated, generateDrizzleJson(schema))).toEqual([]);
  });
});
