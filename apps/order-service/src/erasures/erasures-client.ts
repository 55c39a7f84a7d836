import { InjectServiceClient, type ServiceClient } from '@gatehouse/auth-nest';
import { type ErasedUser, type ErasurePage, erasurePage } from '@gatehouse/contracts';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

/** The name of the client of user-service whose tokens hold the scope for erasures alone. */
export const userServiceErasures = 'user-service (erasures)';

/**
 * user-service's routes for the deletion of accounts.
 *
 * All methods throw ServiceUnavailableError and ServiceAnswerError.
 */
@Injectable()
export class ErasuresClient {
  constructor(@InjectServiceClient(userServiceErasures) private readonly service: ServiceClient) {}

  /** The users whose orders must be anonymized, the oldest request first. There may be more of them. */
  async waiting(): Promise<ErasurePage['items']> {
    const parse = (body: unknown) => erasurePage.parse(body);
    const { body } = await this.service.request({ path: '/users/erasures', parse });
    return body.items;
  }

  /** Confirms that no order names these users any more. Can be repeated. */
  async confirm(items: readonly ErasedUser[]): Promise<void> {
    await this.service.request({
      method: 'POST',
      path: '/users/erasures/confirm',
      body: { items },
      idempotencyKey: randomUUID(),
      parse: () => undefined,
    });
  }
}
