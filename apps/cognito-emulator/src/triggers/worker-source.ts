/**
 * What runs inside a worker: it loads a function's code as Lambda would, then calls the handler once for each event.
 * Handlers may be async, take a callback, or do neither: one that leaves nothing to wait for gives null. It is plain
 * source because a worker starts from source wherever the emulator itself was loaded from.
 */
export const workerSource = `
'use strict';
const { parentPort, workerData } = require('node:worker_threads');
const Module = require('node:module');
const { pathToFileURL } = require('node:url');

const { code, modulesFrom, timeoutSeconds } = workerData;
let handler;
let endCall = () => {};

process.on('beforeExit', () => endCall());

function textOf(error) {
  try {
    return typeof error?.message === 'string' ? error.message : String(error);
  } catch {
    return 'Unknown';
  }
}

async function exportsOf() {
  if (code.path !== undefined) return import(pathToFileURL(code.path).href);
  const loaded = new Module('/var/task/index.js');
  loaded.filename = '/var/task/index.js';
  loaded.paths = Module._nodeModulePaths(modulesFrom);
  try {
    loaded._compile(code.source, loaded.filename);
    return loaded.exports;
  } catch (error) {
    const isModule = error instanceof SyntaxError && /import|export/.test(error.message);
    if (!isModule) throw error;
    return import('data:text/javascript,' + encodeURIComponent(code.source));
  }
}

async function load() {
  const exported = await exportsOf();
  for (const start of [exported, exported.default]) {
    const found = code.handlerName.split('.').reduce((value, name) => value?.[name], start);
    if (typeof found === 'function') return found;
  }
  throw new Error('index.' + code.handlerName + ' is undefined or not exported');
}

function call({ event, functionArn, requestId }) {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + timeoutSeconds * 1000;
    const callback = (error, result) => (error ? reject(error) : resolve(result));
    const name = functionArn.split(':')[6] ?? functionArn;
    const context = {
      functionName: name,
      functionVersion: '$LATEST',
      invokedFunctionArn: functionArn,
      memoryLimitInMB: '128',
      awsRequestId: requestId,
      logGroupName: '/aws/lambda/' + name,
      logStreamName: 'emulator',
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
      done: callback,
      fail: (error) => callback(error ?? new Error('failed')),
      succeed: (result) => callback(null, result),
    };
    endCall = () => resolve(undefined);
    parentPort.unref();
    const returned = handler(event, context, callback);
    if (returned && typeof returned.then === 'function') returned.then(resolve, reject);
  });
}

parentPort.on('message', async (message) => {
  let answer;
  try {
    handler ??= await load();
    parentPort.postMessage({ kind: 'loaded' });
    const result = await call(message);
    answer = { kind: 'result', json: result === undefined ? undefined : JSON.stringify(result) };
  } catch (error) {
    answer = { kind: 'error', text: textOf(error) };
  }
  endCall = () => {};
  parentPort.ref();
  parentPort.postMessage(answer);
});
`;
