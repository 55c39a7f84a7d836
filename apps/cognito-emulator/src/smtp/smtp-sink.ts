import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Logger } from '@gatehouse/platform-core';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { KeptOutbox, ReceivedMail } from '../outbox/kept-outbox.js';
import type { SmtpLimits } from './smtp-limits.js';

/** A mail server that listens. */
export interface SmtpSink {
  /** `smtp://` with its address. */
  readonly url: string;
  /** Ends all connections. A message that was accepted is in the outbox. */
  readonly close: () => Promise<void>;
}

export interface SmtpSinkOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly outbox: Pick<KeptOutbox, 'receive'>;
  readonly limits: SmtpLimits;
  readonly log: Logger;
}

/** A connection without a command is closed after so long. Not a setting: mail servers wait at most minutes. */
const idleMilliseconds = 30_000;
/** How long connections may take to end when the emulator closes. */
const closingMilliseconds = 1_000;

/**
 * Opens a mail server that sends nothing on: each message goes into the outbox, once for each recipient. It has no TLS
 * and no AUTH, as it is for the applications of one machine.
 *
 * @throws the error of the system for a port in use
 */
export async function openSmtpSink(options: SmtpSinkOptions): Promise<SmtpSink> {
  const { host, port, limits, log } = options;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: limits.smtpMessageBytes,
    maxClients: limits.smtpConnections,
    socketTimeout: idleMilliseconds,
    closeTimeout: closingMilliseconds,
    onRcptTo: (_address, { envelope }, callback) => {
      const isFull = envelope.rcptTo.length >= limits.smtpRecipients;
      callback(isFull ? rejection(452, 'Too many recipients') : undefined);
    },
    onData: (stream, session, callback) => {
      accept(options, stream, session).then(
        () => callback(),
        (error: unknown) => callback(error as Error),
      );
    },
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const listening = Promise.race([
    once(server.server, 'listening'),
    once(server, 'error').then(([error]) => Promise.reject(error as Error)),
  ]);
  server.listen(port, host);
  await listening;
  server.on('error', (error: NodeJS.ErrnoException) =>
    log.debug({ reason: error.code }, 'a connection of SMTP failed'),
  );
  const { port: actualPort } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    close: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      // The package ends its own half of the connections that remain, which their clients may ignore.
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Puts a message into the outbox before it is accepted. */
async function accept(
  { outbox, limits }: SmtpSinkOptions,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<void> {
  const message = await readWhole(stream, limits.smtpMessageBytes);
  if (message === undefined) throw rejection(552, 'The message is too large');
  const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  const content = await contentOf(message);
  const destinations = envelope.rcptTo.map(({ address }) => address);
  await outbox.receive(destinations.map((destination) => ({ sender, destination, ...content })));
}

async function contentOf(message: Buffer): Promise<Pick<ReceivedMail, 'subject' | 'body'>> {
  const { subject, text } = await simpleParser(message, {
    skipImageLinks: true,
    skipTextToHtml: true,
  });
  return { subject: subject ?? null, body: text ?? '' };
}

/** The whole of a stream, which is read to its end in any case; undefined if it is longer than the limit. */
async function readWhole(stream: Readable, mostBytes: number): Promise<Buffer | undefined> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > mostBytes) parts = [];
    else parts.push(part);
  }
  return bytes > mostBytes ? undefined : Buffer.concat(parts);
}

function rejection(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
