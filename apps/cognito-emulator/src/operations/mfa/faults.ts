import { ServiceError } from '../../domain/errors.js';

/** The refusal of whoever has no authenticator app. */
export const noSoftwareToken = () =>
  new ServiceError(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA does not exist for the user.',
  );
