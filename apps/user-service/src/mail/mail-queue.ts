import type { Queries } from '@gatehouse/persistence';
import { Logger } from '@nestjs/common';
import type * as schema from '../schema.js';
import { isMailAddress } from './mail-address.js';
import { pauseSeconds } from './mail-limits.js';
import { reasonOf } from './mail-reason.js';
import type { MailsRepository, Stored } from './mails.repository.js';
import type { Notice, NoticeKind } from './notices.js';

export interface MailQueueOptions {
  /** Whether a mail server is configured. Without one no notice is stored. */
  readonly isSending: boolean;
  /** Rows that the queue may have. */
  readonly maxRows: number;
  /** Called when a notice was stored outside a caller's transaction, so that it is sent at once. */
  readonly onStored?: () => void;
}

/** Notices that strangers can cause. */
const pausedKinds: ReadonlySet<NoticeKind> = new Set<NoticeKind>(['sign_up_attempted']);

/** Where the service leaves what users are notified of. */
export class MailQueue {
  private readonly logger = new Logger('mail');

  /** Whether the last notice found no room. */
  isFull = false;

  constructor(
    private readonly repository: MailsRepository,
    private readonly options: MailQueueOptions,
  ) {}

  /**
   * Queues a notice. It never fails: what the notice reports has happened, and a notice that cannot be queued is logged
   * without its address. `sign_up_attempted` is queued once an hour for an address.
   *
   * @param within the transaction of what the notice reports; the notice is sent only if the transaction commits
   */
  async add(notice: Notice, within?: Queries<typeof schema>): Promise<void> {
    const { kind } = notice;
    if (!this.options.isSending) {
      this.logger.debug({ msg: 'a notice is not sent: there is no mail server', kind });
      return;
    }
    if (!isMailAddress(notice.to)) {
      this.report(kind, 'invalid_address');
      return;
    }
    try {
      const stored = await this.repository.store(notice, this.storing(kind), within);
      this.isFull = stored === 'full';
      this.settle(kind, stored, within === undefined);
    } catch (error) {
      this.report(kind, reasonOf(error));
    }
  }

  private storing(kind: NoticeKind) {
    const { maxRows } = this.options;
    return { maxRows, ...(pausedKinds.has(kind) ? { pauseSeconds } : {}) };
  }

  private settle(kind: NoticeKind, stored: Stored, isCommitted: boolean): void {
    if (stored === 'full') this.report(kind, 'queue_full');
    if (stored === 'stored' && isCommitted) this.options.onStored?.();
  }

  private report(kind: NoticeKind, reason: string): void {
    this.logger.error({ msg: 'a notice was not queued', kind, reason });
  }
}
