/** @timeoutSeconds 60 */
import { useResources } from '@gatehouse/test-kit';
import type { TriggerEvent } from '../domain/trigger/triggers.js';
import { LambdaTriggers } from './lambda-triggers.js';

const event: TriggerEvent = {
  version: '2',
  triggerSource: 'TokenGeneration_Authentication',
  region: 'eu-west-1',
  userPoolId: 'eu-west-1_AbCdEfGhI',
  userName: 'ann',
  callerContext: { awsSdkVersion: 'x', clientId: 'y' },
  request: {},
  response: {},
};
/** Returns the thread that has handled the event, once other events had time to reach other threads. */
const source = `
  const { threadId } = require('node:worker_threads');
  exports.handler = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return threadId;
  };
`;

describe('the workers of a function', () => {
  const resources = useResources();

  it.each([1, 2])('are at most %d, and handle all events', async (mostWorkers) => {
    const code = { source, handlerName: 'handler' };
    const lambda = { arn: 'arn:f', environment: {}, timeoutSeconds: 900, code };
    const triggers = resources.add(
      new LambdaTriggers([lambda], { mostWorkers, limitMilliseconds: 60_000 }),
    );
    const invocations = Array.from({ length: 4 }, () =>
      triggers.invoke('PreTokenGeneration', 'arn:f', event),
    );
    expect(new Set(await Promise.all(invocations)).size).toBe(mostWorkers);
  });
});
