import { InjectServiceClient, ServiceAnswerError, ServiceClient } from '@gatehouse/auth-nest';
import { profile, type Profile } from '@gatehouse/contracts';
import type { Call } from '@gatehouse/service-kit';
import { Injectable } from '@nestjs/common';

/** The name user-service's client is provided under. */
export const userService = 'user-service';

/** user-service's routes, as far as this service calls them. */
@Injectable()
export class UserServiceClient {
  constructor(@InjectServiceClient(userService) private readonly service: ServiceClient) {}

  /**
   * The profile of that user, as the caller may see it; undefined when there is none for them.
   *
   * @throws ServiceUnavailableError, ServiceAnswerError
   */
  async profile(id: string, call: Call): Promise<Profile | undefined> {
    const parse = (body: unknown) => profileOf(id, body);
    const path = `/users/${encodeURIComponent(id)}`;
    try {
      const { body } = await this.service.request({ path, context: call, parse });
      return body;
    } catch (error) {
      if (error instanceof ServiceAnswerError && error.status === 404) return undefined;
      throw error;
    }
  }
}

function profileOf(id: string, body: unknown): Profile {
  const found = profile.parse(body);
  if (found.id !== id) throw new TypeError('the profile of someone else');
  return found;
}
