import type { Logger } from '@gatehouse/platform-core';
import { internalError, ServiceError, tooManyRequests } from '../domain/errors.js';
import { StoreClosedError } from '../domain/store.js';
import { type Answer, jsonAnswer } from '../http/answer.js';
import { BodyTooLargeError, isAborted, type Request } from '../http/request.js';
import type { Route } from '../http/route.js';
import type { Faults } from '../operations/faults.js';
import type { Services } from '../operations/services.js';
import { callOrigin } from './access-check.js';
import { corsHeaders, preflight } from '../http/cors.js';
import { dispatch } from './dispatch.js';
import { parseJsonBody } from './json-body.js';

/** Not a setting: operations reject longer values with errors of their own. */
const mostBodyBytes = 1024 * 1024;
const targetPrefix = 'AWSCognitoIdentityProviderService.';
const contentType = 'application/x-amz-json-1.1';

/** The AWS JSON 1.1 endpoint: one address, the operation in a header (Smithy, "AWS JSON 1.1 protocol"). */
export function wireRoutes(services: Services, log: Logger): readonly Route[] {
  return [
    { method: 'OPTIONS', path: '/', handle: preflight },
    { method: 'GET', path: '/', handle: notUnderstood },
    {
      method: 'POST',
      path: '/',
      handle: async (request) => {
        const target = request.headers['x-amz-target'];
        const name = operationName(typeof target === 'string' ? target : '');
        try {
          if (!isAwsJson(request)) return unknownProtocol;
          const body = parseJsonBody(await request.body(mostBodyBytes));
          await meetFaults(services.faults, name);
          const origin = callOrigin(request, services.publicUrl());
          const output = await services.requests.shared(() =>
            dispatch(services, name, body, origin),
          );
          logOutcome(log, request, name, 'ok');
          const headers = { ...corsHeaders, 'content-type': contentType };
          return { ...jsonAnswer(200, output, headers), outcome: 'ok' };
        } catch (error) {
          return refusal(error, request, name, log);
        }
      },
    },
  ];
}

/** What the service answers where it finds no operation to speak of (amazon-archives/amazon-cognito-js#64). */
const notUnderstood = (): Answer =>
  jsonAnswer(
    404,
    {
      code: 'BadRequest',
      message: 'The server did not understand the operation that was requested.',
      type: 'client',
    },
    corsHeaders,
  );

/** Other kinds of bodies meet no protocol of the service's (so does a client that forgets to name its own). */
const unknownProtocol: Answer = {
  status: 404,
  headers: { ...corsHeaders, 'content-type': 'application/xml' },
  body: '<UnknownOperationException/>\n',
};

const isAwsJson = ({ headers }: Request) =>
  /^application\/(x-amz-json-1\.[01]|json)\s*(;|$)/i.test(headers['content-type'] ?? '');

function operationName(target: string): string {
  return target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : '';
}

async function meetFaults(faults: Faults, name: string): Promise<void> {
  const fault = await faults.meet(name);
  if (fault === 'throttle') throw tooManyRequests();
  if (fault === 'error') throw internalError();
}

/** Errors as the service sends them: 400 for whatever the client did, the type in the body and in a header. */
function refusal(error: unknown, request: Request, name: string, log: Logger): Answer {
  if (error instanceof ServiceError) {
    logOutcome(log, request, name, error.code);
    return errorBody(error.code === 'InternalErrorException' ? 500 : 400, error);
  }
  if (error instanceof BodyTooLargeError) {
    logOutcome(log, request, name, 'RequestEntityTooLargeException');
    const text = 'The request body is too large.';
    return errorBody(413, new ServiceError('RequestEntityTooLargeException', text));
  }
  if (isAborted(error)) throw error;
  // Cognito's API has no error type for a service that is shutting down; SDKs retry this one.
  if (error instanceof StoreClosedError) return refusal(internalError(), request, name, log);
  log.error({ requestId: request.id, operation: name, err: error }, 'an operation failed');
  return errorBody(500, internalError());
}

function errorBody(status: number, { code: type, publicMessage: message }: ServiceError): Answer {
  const said = message === '' ? {} : { message };
  const inHeader = message === '' ? {} : { 'x-amzn-errormessage': headerSafe(message) };
  const headers = { ...corsHeaders, 'content-type': contentType, 'x-amzn-errortype': `${type}:` };
  const answer = jsonAnswer(status, { __type: type, ...said }, { ...headers, ...inHeader });
  return { ...answer, outcome: type };
}

/** Header values hold visible ASCII and spaces only, and clients take but so many bytes of headers. */
const headerSafe = (text: string) =>
  text
    .slice(0, 1_024)
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .trim();

/** Names from outside are logged only when they are an operation's. */
function logOutcome(log: Logger, { id }: Request, name: string, outcome: string): void {
  const operation = /^\w{1,64}$/.test(name) ? name : 'unknown';
  log.info({ requestId: id, operation, outcome }, 'operation');
}
