import { ServiceAnswerError, ServiceUnavailableError } from '@gatehouse/auth-nest';
import type { Call } from '@gatehouse/service-kit';
import { Injectable } from '@nestjs/common';
import { CustomerCheckUnavailableError } from './errors.js';
import { UserServiceClient } from './user-service-client.js';

/** Who can be a customer: whoever user-service has a profile of. */
@Injectable()
export class CustomerDirectory {
  constructor(private readonly users: UserServiceClient) {}

  /**
   * Whether there is such a customer, as far as the caller may know.
   *
   * @throws CustomerCheckUnavailableError when user-service doesn't say
   */
  async has(customerId: string, call: Call): Promise<boolean> {
    try {
      return (await this.users.profile(customerId, call)) !== undefined;
    } catch (cause) {
      if (cause instanceof ServiceUnavailableError) {
        throw new CustomerCheckUnavailableError(cause.retryAfterSeconds, { cause });
      }
      if (cause instanceof ServiceAnswerError) {
        throw new CustomerCheckUnavailableError(undefined, { cause });
      }
      throw cause;
    }
  }
}
