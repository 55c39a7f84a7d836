import { FakeClock, forgedTxnTokens, TestGateway, useResources } from '@gatehouse/test-kit';
import { InvalidTokenError } from '../invalid-token-errors.js';
import { TxnTokenVerifier } from '../txn-token/verify.js';

const clock = new FakeClock();
const resources = useResources();
const gateway = await resources.add(TestGateway.start({ clock }));
const attacks = await resources.open(() =>
  forgedTxnTokens(gateway, 'order-service', 'user-service'),
);
const { jwksUri } = gateway;
const verifier = new TxnTokenVerifier({ issuer: 'gateway', jwksUri, clock });

const verify = (token: string) => verifier.verify(token, 'order-service');

describe('attacks with Txn-Tokens', () => {
  it.each(attacks.map((attack) => [attack.name, attack] as const))(
    'refuses %s',
    async (_name, { token, expectedReason }) => {
      const refusal: unknown = await verify(token).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(InvalidTokenError);
      expect(refusal).toMatchObject({ reason: expectedReason });
    },
  );

  it('refuses one found good for a service when it is shown to another', async () => {
    const token = await gateway.userTxnToken('order-service');
    await verify(token);
    await expect(verifier.verify(token, 'user-service')).rejects.toMatchObject({
      reason: 'audience',
    });
    await expect(verify(token)).resolves.toHaveProperty('kind');
  });

  it('refuses one once its time is over or its key retired, known or not', async () => {
    const token = await gateway.machineTxnToken('order-service');
    await verify(token);
    clock.advanceSeconds(59);
    await expect(verify(token)).resolves.toHaveProperty('kind');
    clock.advanceSeconds(6);
    await expect(verify(token)).rejects.toMatchObject({ reason: 'expired' });
    const other = await resources.add(TestGateway.start({ clock }));
    const retiring = new TxnTokenVerifier({ issuer: 'gateway', jwksUri: other.jwksUri, clock });
    const known = await other.userTxnToken('order-service');
    await retiring.verify(known, 'order-service');
    other.keyServer.keys.splice(0, 1, {
      ...gateway.key,
      publicJwk: { ...gateway.key.publicJwk, kid: 'next' },
    });
    clock.advanceSeconds(10);
    const unknown = await other.userTxnToken('order-service', [], { header: { kid: 'unknown' } });
    await expect(retiring.verify(unknown, 'order-service')).rejects.toMatchObject({
      reason: 'unknown_key',
    });
    await expect(retiring.verify(known, 'order-service')).rejects.toMatchObject({
      reason: 'unknown_key',
    });
  });

  it('gives no principal that can be changed', async () => {
    const principal = await verify(await gateway.userTxnToken('order-service'));
    const changes: (() => unknown)[] = [
      () => Object.assign(principal, { subject: 'someone-else' }),
      () => (principal.scopes as string[]).push('orders/refund'),
      () => (principal.requestingWorkloads as string[]).push('peer'),
      () => Object.assign(principal.transaction ?? {}, { id: 'x' }),
      () => principal.kind === 'user' && (principal.groups as string[]).push('support'),
    ];
    for (const change of changes) expect(change).toThrow(TypeError);
  });
});
