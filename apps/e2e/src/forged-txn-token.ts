import { TestGateway } from '@gatehouse/test-kit';

/** A Txn-Token in the right shape, signed by somebody who isn't the gateway. */
export async function forgedTxnToken(audience: string): Promise<string> {
  const forger = await TestGateway.start();
  try {
    return await forger.userTxnToken(audience, ['orders/read-all', 'users/read']);
  } finally {
    await forger.close();
  }
}
