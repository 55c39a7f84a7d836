import { useResources } from '@gatehouse/test-kit';
import {
  confirmedUser,
  createHarness,
  goodPassword,
  type Harness,
} from '../../spec-support/harness.js';

const email = 'ann@example.com';

describe('ResendConfirmationCode', () => {
  const resources = useResources();
  let harness: Harness;
  let ClientId: string;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    ClientId = harness.client('web').id;
  });

  const signUp = () =>
    harness.callUnsigned('SignUp', { ClientId, Username: email, Password: goodPassword });
  const resend = (Username = email, clientId = ClientId) =>
    harness.callUnsigned('ResendConfirmationCode', { ClientId: clientId, Username });

  it('sends a code that takes the place of the first', async () => {
    await signUp();
    await expect(resend()).resolves.toEqual({
      CodeDeliveryDetails: {
        Destination: 'a***@e***',
        DeliveryMedium: 'EMAIL',
        AttributeName: 'email',
      },
    });
    const [first, second] = harness.outbox.all();
    expect(second).toMatchObject({ kind: 'ResendCode', destination: email });
    const newest = () => harness.outbox.all().at(-1)?.code;
    // Two random codes can be equal; an hour allows five.
    while (newest() === first?.code) await resend();
    const confirm = (code: string | null | undefined) =>
      harness.callUnsigned('ConfirmSignUp', { ClientId, Username: email, ConfirmationCode: code });
    await expect(confirm(first?.code)).rejects.toMatchObject({ code: 'CodeMismatchException' });
    await expect(confirm(newest())).resolves.toEqual({});
  });

  it('sends five an hour', async () => {
    await signUp();
    for (let count = 1; count <= 5; count++) await resend();
    await expect(resend()).rejects.toMatchObject({ code: 'LimitExceededException' });
    expect(harness.outbox.all()).toHaveLength(6);
  });

  it('refuses a user who is confirmed', async () => {
    await confirmedUser(harness);
    await expect(resend()).rejects.toMatchObject({
      code: 'InvalidParameterException',
      publicMessage: 'User is already confirmed.',
    });
  });

  it('pretends to send to nobody, and tells clients of the old kind', async () => {
    const pretended = await resend('eve@example.com');
    expect(pretended).toEqual(await resend('eve@example.com'));
    expect(pretended.CodeDeliveryDetails.Destination).toBe('e***@e***');
    expect(harness.outbox.all()).toEqual([]);
    await expect(resend('eve@example.com', harness.client('legacy').id)).rejects.toMatchObject({
      code: 'UserNotFoundException',
    });
  });
});
