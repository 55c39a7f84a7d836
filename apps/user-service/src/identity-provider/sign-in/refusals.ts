import { otherChallenge } from '../faults.js';
import { cognitoRefusals } from '../cognito-refusals.js';
import { ChallengeRequiredError, IdentityProviderRefusal } from '../errors.js';

/** What the beginning of a sign-in may be rejected with. */
export const signInRefusals = [
  ...cognitoRefusals('signIn', 'NotAuthorizedException', 'TooManyRequestsException'),
  ...cognitoRefusals('signInOnDevice', 'ResourceNotFoundException'),
  new ChallengeRequiredError('CUSTOM_CHALLENGE'),
];

/** What a response to a challenge may be rejected with. */
export const challengeRefusals = [
  ...cognitoRefusals('proveIdentity', 'NotAuthorizedException'),
  ...cognitoRefusals(
    'respondToChallenge',
    'NotAuthorizedException',
    'CodeMismatchException',
    'InvalidPasswordException',
    'MFAMethodNotFoundException',
    'AliasExistsException',
    'CodeDeliveryFailureException',
    'TooManyFailedAttemptsException',
    'TooManyRequestsException',
  ),
  new IdentityProviderRefusal(...otherChallenge),
  new ChallengeRequiredError('CUSTOM_CHALLENGE'),
];
