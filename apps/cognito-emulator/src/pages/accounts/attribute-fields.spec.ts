import { useResources } from '@gatehouse/test-kit';
import { createHarness } from '../../spec-support/harness.js';
import { attributeFields } from './attribute-fields.js';

describe('the fields of attributes', () => {
  const resources = useResources();

  it('stand in the order people expect, the pool’s own last, and keep what was filled in', async () => {
    const { pool } = await resources.add(createHarness());
    const names = ['website', 'custom:shoe_size', 'zoneinfo', 'name', 'custom:a', 'email'];
    const fields = attributeFields(pool, names, new Map([['name', 'Ann']]));
    expect(fields.map(({ label }) => label)).toEqual([
      'Email address',
      'Name',
      'Website',
      'Time zone',
      'shoe size',
      'a',
    ]);
    expect(fields[1]).toMatchObject({ name: 'name', value: 'Ann' });
  });
});
