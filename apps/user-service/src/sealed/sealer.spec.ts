import { FakeClock } from '@gatehouse/test-kit';
import { EncryptJWT } from 'jose';
import { z } from 'zod';
import { Sealer } from './sealer.js';

const content = z.object({ secret: z.string() });
const key = 'a key of some length for this test';

describe('Sealer', () => {
  const clock = new FakeClock();
  const sealer = new Sealer({ key, purpose: 'test', content, clock });

  it('opens what it sealed, which nobody can read', async () => {
    const text = await sealer.seal({ secret: 'for nobody' }, 60);
    const parts = text.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(parts.join()).not.toContain('for nobody');
    expect(await sealer.open(text)).toEqual({ secret: 'for nobody' });
  });

  it('opens nothing after its lifetime', async () => {
    const text = await sealer.seal({ secret: 'old' }, 60);
    clock.advanceSeconds(59);
    expect(await sealer.open(text)).toEqual({ secret: 'old' });
    clock.advanceSeconds(2);
    expect(await sealer.open(text)).toBeUndefined();
  });

  it.each([
    ['another key', { key: `${key}!` }],
    ['another purpose', { purpose: 'other' }],
  ])('opens nothing that was sealed with %s', async (_name, changes) => {
    const other = new Sealer({ key, purpose: 'test', content, clock, ...changes });
    expect(await sealer.open(await other.seal({ secret: 'x' }, 60))).toBeUndefined();
  });

  it('opens nothing with a changed character, whichever it is', async () => {
    const text = await sealer.seal({ secret: 'x' }, 60);
    // The last character of a part has bits that mean nothing.
    const meaningful = [...text.matchAll(/[\w-](?=[\w-])/g)].map(({ index }) => index);
    for (const at of meaningful) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(await sealer.open(changed)).toBeUndefined();
    }
  });

  it.each(['', 'a.b.c.d.e', '....', 'eyJhbGciOiJub25lIn0.e30.', 'x'.repeat(10_000)])(
    'opens nothing that is no such text: %j',
    async (text) => {
      expect(await sealer.open(text)).toBeUndefined();
    },
  );

  it('opens nothing without an expiry, and nothing of another form', async () => {
    const later = Math.floor(clock.nowMilliseconds() / 1000) + 60;
    const ownKey = (sealer as unknown as { key: Uint8Array }).key;
    const made = (payload: object) =>
      new EncryptJWT({ ...payload })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(ownKey);
    expect(await sealer.open(await made({ content: { secret: 'x' }, exp: later }))).toEqual({
      secret: 'x',
    });
    expect(await sealer.open(await made({ content: { secret: 'x' } }))).toBeUndefined();
    expect(await sealer.open(await made({ content: { secret: 1 }, exp: later }))).toBeUndefined();
  });
});
