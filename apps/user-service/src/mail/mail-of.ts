import { isProduction } from '@gatehouse/platform-core';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { UserServiceConfig } from '../config.js';
import type { UserDatabase } from '../profiles/profiles.repository.js';
import type { MailAddress } from './mail-address.js';
import { MailQueue } from './mail-queue.js';
import { MailSender } from './mail-sender.js';
import { mailLimitsOf } from './mail-settings.js';
import { type MailRow, MailsRepository } from './mails.repository.js';
import { noticeText } from './notices.js';
import { parseSmtpUrl, sendBySmtp } from './smtp-server.js';

/** The queue of the service's own mail and its sender. Nothing is sent without `SMTP_URL`. */
export function mailOf(config: UserServiceConfig, database: UserDatabase) {
  const repository = new MailsRepository(database);
  const limits = mailLimitsOf(config);
  const send = sendingOf(config);
  const sender = new MailSender(repository, {
    send,
    limits,
    isProduction: isProduction(config.NODE_ENV),
  });
  const queue = new MailQueue(repository, {
    isSending: send !== undefined,
    maxRows: limits.queued,
    onStored: () => sender.wake(),
  });
  return { queue, sender };
}

function sendingOf({
  SMTP_URL: url,
  MAIL_FROM: from,
  TOTP_ISSUER: productName,
}: UserServiceConfig) {
  const server = url === undefined ? undefined : parseSmtpUrl(url);
  if (!server || !from) return undefined;
  return async (mail: MailRow, withinMilliseconds: number): Promise<void> => {
    const message = await composed(mail, from, productName);
    const envelope = { from: from.address, to: mail.recipient };
    await sendBySmtp(server, envelope, message, withinMilliseconds);
  };
}

/** The message (RFC 5322). Addresses are objects, which are not parsed, so that none becomes several. */
function composed(mail: MailRow, from: MailAddress, productName: string): Promise<Buffer> {
  const { id, kind, factor, happenedAt, createdAt, recipient } = mail;
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  const composer = new MailComposer({
    from: { ...from },
    to: { name: '', address: recipient },
    ...noticeText({ kind, factor, at: happenedAt }, productName),
    messageId: `<${id}@${domain}>`,
    date: createdAt,
    // RFC 3834 §5: vacation responders stay silent.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
