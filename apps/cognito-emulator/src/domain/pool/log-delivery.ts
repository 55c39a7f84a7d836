import { invalidParameter } from '../errors.js';
import { ownedByPool } from '../owners.js';
import type { Collection } from '../store.js';
import { requireTier } from './tiers.js';
import type { UserPool } from './user-pool.js';

/** Where a pool's logs would go, in the API's spelling (SDK, SetLogDeliveryConfiguration). */
export interface LogDelivery {
  readonly poolId: string;
  readonly configurations: readonly LogConfiguration[];
  readonly declaredAs?: string | undefined;
}

export interface LogConfiguration {
  readonly LogLevel: 'ERROR' | 'INFO';
  readonly EventSource: 'userNotification' | 'userAuthEvents';
  readonly CloudWatchLogsConfiguration?: { readonly LogGroupArn?: string | undefined } | undefined;
  readonly S3Configuration?: { readonly BucketArn?: string | undefined } | undefined;
  readonly FirehoseConfiguration?: { readonly StreamArn?: string | undefined } | undefined;
}

export const logDeliveries: Collection<LogDelivery> = {
  name: 'logDeliveries',
  keyOf: ({ poolId }) => poolId,
  owners: { pool: ownedByPool },
  indexes: {},
};

/** @throws InvalidParameterException, or FeatureUnavailableInTierException for the export of users' activity */
export function checkLogDelivery(pool: UserPool, { configurations }: LogDelivery): void {
  checkSources(configurations);
  for (const configuration of configurations) checkConfiguration(pool, configuration);
}

/** Each source has a configuration, and that a place to go. */
function checkSources(configurations: readonly LogConfiguration[]): void {
  const sources = configurations.map(({ EventSource }) => EventSource);
  const homeless = configurations.filter((one) => destinationsOf(one).length === 0);
  const clauses = [
    { fault: 'in request have no destination', of: homeless.map(({ EventSource }) => EventSource) },
    {
      fault: 'appear more then once in a request',
      of: sources.filter((source, index) => sources.indexOf(source) < index),
    },
  ];
  const faults = clauses
    .filter(({ of }) => of.length > 0)
    .map(({ fault, of }) => ` Following event sources ${fault}: [${[...new Set(of)].join(', ')}].`);
  if (faults.length > 0) throw invalidParameter(`Request validation Failed.${faults.join('')}`);
}

function checkConfiguration(pool: UserPool, configuration: LogConfiguration): void {
  const { EventSource: source, LogLevel: level } = configuration;
  const isActivity = source === 'userAuthEvents';
  if (isActivity) requireTier(pool, 'PLUS', 'Log Streaming');
  if (level !== (isActivity ? 'INFO' : 'ERROR'))
    throw invalidParameter(`LogLevel ${level} is not valid for EventSource ${source}.`);
  checkDestinations(configuration, isActivity);
}

/** Activity goes to one place of three, messages that couldn't be sent to CloudWatch Logs alone. */
function checkDestinations(configuration: LogConfiguration, isActivity: boolean): void {
  const destinations = destinationsOf(configuration);
  const allowed = isActivity ? ['logs', 's3', 'firehose'] : ['logs'];
  const [first] = destinations;
  if (first === undefined || destinations.length > 1 || !allowed.includes(first.service))
    throw invalidParameter(
      `A log configuration for ${configuration.EventSource} has one destination` +
        `${isActivity ? '' : ', which is CloudWatch Logs'}.`,
    );
  const { service, arn = '' } = first;
  if (!/^arn:[\w-]+:(\w+):\S+$/.exec(arn)?.includes(service))
    throw invalidParameter('The destination of a log configuration must be an ARN.');
}

const destinationsOf = (configuration: LogConfiguration) =>
  [
    { service: 'logs', stated: configuration.CloudWatchLogsConfiguration },
    { service: 's3', stated: configuration.S3Configuration },
    { service: 'firehose', stated: configuration.FirehoseConfiguration },
  ].flatMap(({ service, stated }) =>
    stated === undefined ? [] : [{ service, arn: Object.values(stated)[0] }],
  );
