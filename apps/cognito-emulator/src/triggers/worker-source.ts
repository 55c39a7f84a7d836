/**
 * What runs inside a worker: it loads a function's code as Lambda would, then calls the handler once for each event.
 * Handlers may be async or take a callback. It is plain source because a worker starts from source wherever the
 * emulator itself was loaded from.
 */
export const workerSource = `
'use strict';
const { parentPort, workerData } = require('node:worker_threads');
const Module = require('node:module');

const loaded = new Module('/var/task/index.js');
loaded.filename = '/var/task/index.js';
loaded.paths = [];

function textOf(error) {
  return error instanceof Error ? error.message : String(error);
}

function call(handler, event) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error ? reject(error) : resolve(result));
    const context = {
      functionName: workerData.arn.slice(workerData.arn.lastIndexOf(':') + 1),
      invokedFunctionArn: workerData.arn,
      awsRequestId: globalThis.crypto.randomUUID(),
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => workerData.limitMilliseconds,
      done: callback,
      fail: (error) => callback(error ?? new Error('failed')),
      succeed: (result) => callback(null, result),
    };
    const returned = handler(event, context, callback);
    if (returned && typeof returned.then === 'function') returned.then(resolve, reject);
  });
}

parentPort.on('message', async ({ event }) => {
  try {
    if (!loaded.loaded) {
      loaded._compile(workerData.code, loaded.filename);
      loaded.loaded = true;
    }
    const handler = loaded.exports[workerData.handlerName];
    if (typeof handler !== 'function') throw new Error('the code exports no ' + workerData.handlerName);
    const result = await call(handler, event);
    parentPort.postMessage({ result: result === undefined ? undefined : JSON.stringify(result) });
  } catch (error) {
    parentPort.postMessage({ error: textOf(error) });
  }
});
`;
