import { integer, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { noticeKinds } from './notices.js';

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 }).notNull();

/** Notices that no mail server has accepted yet. A row is removed when its mail is accepted or given up. */
export const mails = pgTable(
  'mail',
  {
    /** Part of the Message-ID, so that recipients recognize a mail that was sent twice. */
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind', { enum: noticeKinds }).notNull(),
    factor: text('factor', { enum: ['totp', 'sms', 'email'] }),
    recipient: text('recipient').notNull(),
    happenedAt: moment('happened_at').defaultNow(),
    createdAt: moment('created_at').defaultNow(),
    /** When it is sent next. A sender that has taken the row moves it past the end of its attempt. */
    dueAt: moment('due_at').defaultNow(),
    /** Attempts that have begun. */
    attempts: integer('attempts').notNull().default(0),
  },
  (mail) => [index('mail_due_at').on(mail.dueAt)],
);

/** Notices that are not repeated for a while. A key is a digest, so that the table holds no addresses. */
export const mailPauses = pgTable(
  'mail_pauses',
  { key: text('key').primaryKey(), until: moment('until') },
  (pause) => [index('mail_pauses_until').on(pause.until)],
);
