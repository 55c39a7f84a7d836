import { X509Certificate } from 'node:crypto';
import { useResources } from '@gatehouse/test-kit';
import { createHarness } from '../../spec-support/harness.js';

const resources = useResources();

it('is renewed each year, and dated in four digits once two are not enough', async () => {
  const harness = await resources.add(createHarness());
  const certificate = async () => {
    const answer = await harness.call('GetSigningCertificate', { UserPoolId: harness.pool.id });
    const { Certificate: text } = answer as unknown as { Certificate: string };
    return new X509Certificate(Buffer.from(text, 'base64'));
  };
  const first = await certificate();
  harness.clock.advanceSeconds(364 * 86_400);
  expect((await certificate()).fingerprint256).toBe(first.fingerprint256);
  harness.clock.advanceSeconds(86_400);
  const second = await certificate();
  expect(second.fingerprint256).not.toBe(first.fingerprint256);
  harness.clock.advanceSeconds(20 * 365 * 86_400);
  const late = await certificate();
  expect(new Date(late.validTo).getUTCFullYear()).toBeGreaterThan(2050);
  expect(new Date(late.validFrom).getTime()).toBe(harness.clock.nowMilliseconds());
});
