import { describeSettings, loadConfig } from '@gatehouse/platform-core';
import { z } from 'zod';
import { machineTokenLimitsOf, machineTokenSettings } from './machine-token-settings.js';

const usual = {
  requestTimeoutMilliseconds: 5_000,
  requestsPerSecond: 10,
  rateWaitMilliseconds: 2_000,
  failingWaitMilliseconds: 1_000,
  firstCoolDownMilliseconds: 500,
  longestCoolDownMilliseconds: 30_000,
  longestRetryAfterSeconds: 300,
};
const schema = z.object(machineTokenSettings(usual));

describe('the settings of machine tokens', () => {
  it('have the usual limits as defaults', () => {
    expect(machineTokenLimitsOf(loadConfig(schema, {}))).toEqual(usual);
  });

  it('reach the limit that they are named after', () => {
    const config = loadConfig(schema, {
      MACHINE_TOKEN_TIMEOUT_MILLISECONDS: '101',
      MACHINE_TOKEN_REQUESTS_PER_SECOND: '102',
      MACHINE_TOKEN_RATE_WAIT_MILLISECONDS: '103',
      MACHINE_TOKEN_FAILING_WAIT_MILLISECONDS: '104',
      MACHINE_TOKEN_FIRST_PAUSE_MILLISECONDS: '105',
      MACHINE_TOKEN_LONGEST_PAUSE_MILLISECONDS: '106',
      MACHINE_TOKEN_RETRY_AFTER_SECONDS: '107',
    });
    expect(machineTokenLimitsOf(config)).toEqual({
      requestTimeoutMilliseconds: 101,
      requestsPerSecond: 102,
      rateWaitMilliseconds: 103,
      failingWaitMilliseconds: 104,
      firstCoolDownMilliseconds: 105,
      longestCoolDownMilliseconds: 106,
      longestRetryAfterSeconds: 107,
    });
  });

  it('are described', () => {
    expect(describeSettings(schema)).toHaveLength(Object.keys(schema.shape).length);
  });

  it("reject more requests than Cognito's quota allows", () => {
    const load = () => loadConfig(schema, { MACHINE_TOKEN_REQUESTS_PER_SECOND: '151' });
    expect(load).toThrow('MACHINE_TOKEN_REQUESTS_PER_SECOND: must be a whole number from 1 to 150');
  });
});
