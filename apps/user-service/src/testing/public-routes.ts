import { cognitoException } from './cognito-answers.js';
import type { CognitoAnswer } from './user-service-fixture.js';

const email = 'ada@example.com';
const password = 'Correct-horse-10';
const code = '123456';

const refused = (name: string): CognitoAnswer => cognitoException(name, `${name} says more`);
const sent = { CodeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL' } };

/** What Cognito may say to a route about a user who exists and about one who does not (developer guide, "Managing error responses"). */
export interface PublicRoute {
  readonly route: string;
  readonly body: object;
  readonly operation: string;
  readonly known: readonly CognitoAnswer[];
  readonly unknown: readonly CognitoAnswer[];
}

/** Every public route that names a user. */
export const publicRoutes: readonly PublicRoute[] = [
  {
    route: 'POST /auth/token',
    body: { username: email, password },
    operation: 'InitiateAuth',
    known: [
      'NotAuthorizedException',
      'UserNotConfirmedException',
      'PasswordResetRequiredException',
      'UserLambdaValidationException',
      'InvalidParameterException',
    ].map(refused),
    unknown: ['NotAuthorizedException', 'UserNotFoundException'].map(refused),
  },
  {
    route: 'POST /auth/token',
    body: { method: 'srp', username: email, srp_a: 'ff' },
    operation: 'InitiateAuth',
    known: ['UserNotConfirmedException', 'PasswordResetRequiredException'].map(refused),
    unknown: ['NotAuthorizedException', 'UserNotFoundException'].map(refused),
  },
  {
    route: 'POST /auth/token',
    body: { method: 'choice', username: email, preferred: 'email' },
    operation: 'InitiateAuth',
    known: ['CodeDeliveryFailureException', 'UserNotConfirmedException'].map(refused),
    unknown: ['NotAuthorizedException', 'UserNotFoundException'].map(refused),
  },
  {
    route: 'POST /auth/confirm',
    body: { email, code },
    operation: 'ConfirmSignUp',
    known: [
      'CodeMismatchException',
      'ExpiredCodeException',
      'NotAuthorizedException',
      'LimitExceededException',
      'TooManyFailedAttemptsException',
      'InvalidParameterException',
    ].map(refused),
    unknown: ['CodeMismatchException', 'ExpiredCodeException', 'UserNotFoundException'].map(
      refused,
    ),
  },
  {
    route: 'POST /auth/resend-code',
    body: { email },
    operation: 'ResendConfirmationCode',
    known: [
      { body: sent },
      ...['InvalidParameterException', 'LimitExceededException'].map(refused),
      refused('CodeDeliveryFailureException'),
    ],
    unknown: [{ body: sent }, refused('UserNotFoundException')],
  },
  {
    route: 'POST /auth/forgot-password',
    body: { email },
    operation: 'ForgotPassword',
    known: [
      { body: sent },
      ...['NotAuthorizedException', 'InvalidParameterException'].map(refused),
      ...['LimitExceededException', 'CodeDeliveryFailureException'].map(refused),
    ],
    unknown: [{ body: sent }, refused('UserNotFoundException')],
  },
  {
    route: 'POST /auth/reset-password',
    body: { email, code, password },
    operation: 'ConfirmForgotPassword',
    known: [
      'CodeMismatchException',
      'ExpiredCodeException',
      'NotAuthorizedException',
      'LimitExceededException',
      'TooManyFailedAttemptsException',
      'UserNotConfirmedException',
    ].map(refused),
    unknown: ['CodeMismatchException', 'ExpiredCodeException', 'UserNotFoundException'].map(
      refused,
    ),
  },
];
