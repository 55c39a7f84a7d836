import { readFileSync } from 'node:fs';
import { loadConfig } from '@gatehouse/platform-core';
import { gatewayConfig } from '../config.js';
import {
  bodyLimits,
  queueLimits,
  responseLimits,
  retryLimits,
  saturationLimits,
  streamLimits,
} from './forwarding-settings.js';
import { upstreamSettings } from '../testing/upstream-settings.js';

const page = readFileSync(
  new URL('../../../../docs/how-to/limit-overload.md', import.meta.url),
  'utf8',
);
const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)].map(
  ([, name = '', preset]) => [name, Number(preset)] as const,
);

const least = {
  NODE_ENV: 'test',
  COGNITO_ISSUER: 'http://issuer',
  COGNITO_CLIENT_IDS: 'web',
  ...upstreamSettings('http://upstream'),
};

describe('the page of limits', () => {
  const config: Readonly<Record<string, unknown>> = loadConfig(gatewayConfig, least);

  it.each(rows)('states the default of %s', (name, preset) => {
    expect(config[name]).toBe(preset);
  });

  it('lists every setting that limits forwarding', () => {
    const limiting = Object.keys(config).filter((name) =>
      /^(?:BODY|INCOMPLETE_BODIES|UPSTREAM_(?:CONNECTIONS|QUEUE|STREAM)|CALLER)_?/.test(name),
    );
    const listed = rows.map(([name]) => name);
    expect(limiting.filter((name) => name !== 'BODY_LIMIT_BYTES').sort()).toEqual(listed.sort());
  });
});

describe('the limits of forwarding', () => {
  it('are those that the settings state', () => {
    const names = [
      'BODY_LIMIT_BYTES',
      'BODY_BUFFER_BYTES',
      'BODY_MEMORY_BYTES',
      'BODY_TIMEOUT_SECONDS',
      'BODY_MIN_BYTES_PER_SECOND',
      'BODY_GRACE_SECONDS',
      'INCOMPLETE_BODIES_PER_ADDRESS',
      'UPSTREAM_CONNECTIONS',
      'UPSTREAM_CONNECTIONS_PER_CALLER',
      'UPSTREAM_CONNECTIONS_ANONYMOUS',
      'UPSTREAM_QUEUE',
      'UPSTREAM_QUEUE_PER_CALLER',
      'UPSTREAM_QUEUE_TIMEOUT_SECONDS',
      'UPSTREAM_STREAMS',
      'UPSTREAM_STREAMS_PER_CALLER',
      'UPSTREAM_STREAMS_ANONYMOUS',
      'UPSTREAM_STREAM_AFTER_MILLISECONDS',
      'CALLER_READ_TIMEOUT_SECONDS',
      'UPSTREAM_RETRY_PAUSE_MILLISECONDS',
      'SATURATION_SHOWN_SECONDS',
      'SATURATION_LOG_INTERVAL_SECONDS',
    ];
    // Each setting has a value of its own, so that none can stand for another.
    const values = Object.fromEntries(names.map((name, index) => [name, String(index + 11)]));
    const config = loadConfig(gatewayConfig, { ...least, ...values, UPSTREAM_RETRIES: '7' });
    const stated = (name: string) => Number(values[name]);
    const milliseconds = (name: string) => stated(name) * 1_000;
    expect(bodyLimits(config)).toEqual({
      maxBytes: stated('BODY_LIMIT_BYTES'),
      wholeBytes: stated('BODY_BUFFER_BYTES'),
      memoryBytes: stated('BODY_MEMORY_BYTES'),
      timeoutMilliseconds: milliseconds('BODY_TIMEOUT_SECONDS'),
      minBytesPerSecond: stated('BODY_MIN_BYTES_PER_SECOND'),
      graceMilliseconds: milliseconds('BODY_GRACE_SECONDS'),
      incompletePerAddress: stated('INCOMPLETE_BODIES_PER_ADDRESS'),
    });
    expect(queueLimits(config)).toEqual({
      active: stated('UPSTREAM_CONNECTIONS'),
      activePerCaller: stated('UPSTREAM_CONNECTIONS_PER_CALLER'),
      activeAnonymous: stated('UPSTREAM_CONNECTIONS_ANONYMOUS'),
      waiting: stated('UPSTREAM_QUEUE'),
      waitingPerCaller: stated('UPSTREAM_QUEUE_PER_CALLER'),
      waitMilliseconds: milliseconds('UPSTREAM_QUEUE_TIMEOUT_SECONDS'),
    });
    expect(streamLimits(config)).toEqual({
      open: stated('UPSTREAM_STREAMS'),
      openPerCaller: stated('UPSTREAM_STREAMS_PER_CALLER'),
      openAnonymous: stated('UPSTREAM_STREAMS_ANONYMOUS'),
    });
    expect(responseLimits(config)).toEqual({
      streamAfterMilliseconds: stated('UPSTREAM_STREAM_AFTER_MILLISECONDS'),
      readTimeoutMilliseconds: milliseconds('CALLER_READ_TIMEOUT_SECONDS'),
    });
    expect(retryLimits(config)).toEqual({
      retries: 7,
      pauseMilliseconds: stated('UPSTREAM_RETRY_PAUSE_MILLISECONDS'),
    });
    expect(saturationLimits(config)).toEqual({
      shownMilliseconds: milliseconds('SATURATION_SHOWN_SECONDS'),
      logIntervalMilliseconds: milliseconds('SATURATION_LOG_INTERVAL_SECONDS'),
    });
  });
});
