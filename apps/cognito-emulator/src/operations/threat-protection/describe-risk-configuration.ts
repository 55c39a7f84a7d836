import { riskConfigurationKey, riskConfigurations } from '../../domain/pool/risk-configuration.js';
import { requireClientOfPool } from '../../domain/pool/user-pool-client.js';
import { riskConfigurationType } from '../answers.js';
import { operation } from '../operation.js';

/** Threat protection's settings of a pool or of one client (API reference, DescribeRiskConfiguration). */
export const describeRiskConfiguration = operation({
  name: 'DescribeRiskConfiguration',
  access: 'iam',
  uses: ['pools', 'store'],
  handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { ClientId: clientId } = request;
    if (clientId !== undefined) requireClientOfPool(pools.findClient(clientId), pool.id, clientId);
    const settings = store.get(riskConfigurations, riskConfigurationKey(pool.id, clientId));
    const none = { UserPoolId: pool.id, ClientId: clientId };
    return { RiskConfiguration: settings ? riskConfigurationType(settings) : none };
  },
});
