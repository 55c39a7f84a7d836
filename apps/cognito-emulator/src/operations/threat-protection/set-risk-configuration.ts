import {
  checkRiskConfiguration,
  isEmptyRiskConfiguration,
  riskConfigurations,
  withEventFilter,
} from '../../domain/pool/risk-configuration.js';
import { requireClientOfPool } from '../../domain/pool/user-pool-client.js';
import { put, remove } from '../../domain/store.js';
import { riskConfigurationType } from '../answers.js';
import { operation } from '../operation.js';

/** Keeps threat protection's settings; nothing acts on them (API reference, SetRiskConfiguration). */
export const setRiskConfiguration = operation({
  name: 'SetRiskConfiguration',
  access: 'iam',
  effect: 'stored',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { ClientId: clientId } = request;
    if (clientId !== undefined) requireClientOfPool(pools.findClient(clientId), pool.id, clientId);
    const settings = {
      poolId: pool.id,
      clientId,
      compromisedCredentials: withEventFilter(request.CompromisedCredentialsRiskConfiguration),
      accountTakeover: request.AccountTakeoverRiskConfiguration,
      exceptions: request.RiskExceptionConfiguration,
      updatedAt: clock.nowMilliseconds(),
    };
    checkRiskConfiguration(settings);
    const change = isEmptyRiskConfiguration(settings) ? remove : put;
    await store.commit([change(riskConfigurations, settings)]);
    return { RiskConfiguration: riskConfigurationType(settings) };
  },
});
