import { ClientCredentialsTokenSource } from '@gatehouse/auth-core';
import { machineTokenLimitsOf } from '@gatehouse/platform-nest';
import type { UserServiceConfig } from '../config.js';
import { GatewayTarget } from './gateway-target.js';
import { gatewayCallLimitsOf, valkeyLimitsOf } from './revocation-settings.js';
import type { RevocationTarget } from './revocation-target.js';
import { ValkeyTarget } from './valkey-target.js';

/** All the settings name: a Valkey, gateways, or both. */
export function revocationTargets(config: UserServiceConfig): RevocationTarget[] {
  const { VALKEY_URL: valkeyUrl } = config;
  const valkey =
    valkeyUrl === undefined ? [] : [new ValkeyTarget(valkeyUrl, valkeyLimitsOf(config))];
  return [...valkey, ...gateways(config)];
}

function gateways(config: UserServiceConfig): GatewayTarget[] {
  const {
    GATEWAY_MANAGEMENT_URLS: urls = [],
    COGNITO_TOKEN_URL: tokenUrl,
    COGNITO_MACHINE_CLIENT_ID: clientId,
    COGNITO_MACHINE_CLIENT_SECRET: secret,
    COGNITO_MACHINE_CLIENT_SECRET_NEXT: nextSecret,
  } = config;
  if (tokenUrl === undefined || clientId === undefined || secret === undefined) return [];
  const clientSecrets =
    nextSecret === undefined ? ([secret] as const) : ([secret, nextSecret] as const);
  const limits = machineTokenLimitsOf(config);
  const source = new ClientCredentialsTokenSource({ tokenUrl, clientId, clientSecrets, limits });
  return urls.map((url) => new GatewayTarget(url, source, gatewayCallLimitsOf(config)));
}
