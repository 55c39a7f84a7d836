import { loadConfig } from '@gatehouse/platform-core';
import {
  type ServiceSurroundings,
  testEnvironment,
  unreachable,
} from '@gatehouse/service-kit/testing';
import { orderServiceConfig, type OrderServiceConfig } from '../config.js';

interface Surroundings extends ServiceSurroundings {
  readonly userServiceUrl?: string;
  readonly tokenUrl?: string;
}

/** The settings of a service under test. */
export function testConfig(surroundings: Surroundings): OrderServiceConfig {
  const { userServiceUrl = unreachable, tokenUrl = unreachable } = surroundings;
  return loadConfig(orderServiceConfig, {
    ...testEnvironment(surroundings),
    // Specs run the follower themselves.
    ERASURE_INTERVAL_MILLISECONDS: '3600000',
    USER_SERVICE_URL: userServiceUrl,
    COGNITO_TOKEN_URL: tokenUrl,
    COGNITO_CLIENT_ID: 'orderserviceclient00000000',
    COGNITO_CLIENT_SECRET: 'order-service-secret',
  });
}
