import { noticeKinds, noticeText } from './notices.js';

const at = new Date('2026-11-30T09:05:59.123Z');

describe('noticeText', () => {
  it.each(noticeKinds)('%s states what happened, when, and what to do', (kind) => {
    const { subject, text } = noticeText({ kind, factor: 'sms', at }, 'Acme');
    expect(subject).toMatch(/^[A-Z][a-z ]+ \(Acme\)$/);
    expect(text).toContain('Time: 2026-11-30 09:05 UTC');
    expect(text).toMatch(/If it was not you/);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(78);
  });

  it('has a text of its own for every kind', () => {
    const texts = noticeKinds.map((kind) => noticeText({ kind, at }, 'Acme').text);
    expect(new Set(texts).size).toBe(noticeKinds.length);
  });

  it.each([
    ['totp', 'an authenticator app'],
    ['sms', 'codes by SMS'],
    ['email', 'codes by email'],
  ] as const)('names the factor %s as %s', (factor, name) => {
    expect(noticeText({ kind: 'factor_added', factor, at }, 'Acme').text).toContain(name);
    expect(noticeText({ kind: 'factor_removed', factor, at }, 'Acme').text).toContain(name);
  });
});
