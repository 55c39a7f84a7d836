import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  /** The recipients, separated by blanks. */
  readonly to: string;
  /** The whole message. */
  readonly message: string;
}

/** What the server does with a mail: accepts it, responds with a code, ends the connection, or says nothing. */
export type SinkReaction = 'accept' | { readonly code: number } | 'drop' | 'hang';

/** A mail server that stores what it accepts and reacts as it is told. */
export class SmtpSink {
  readonly mails: ReceivedMail[] = [];
  /** Mails whose text has arrived, whatever became of them. */
  attempts = 0;
  /** The most mails that were being received at once. */
  mostAtOnce = 0;
  /** How it reacts; replaced to play something else. */
  react: (mail: ReceivedMail) => SinkReaction | Promise<SinkReaction> = () => 'accept';
  /** The code with which it rejects a recipient; undefined: it accepts the recipient. */
  rejectRecipient: (address: string) => number | undefined = () => undefined;
  private atOnce = 0;

  private constructor(
    private readonly server: SMTPServer,
    readonly port: number,
  ) {}

  /** @param options those of the server; by default it offers neither TLS nor AUTH */
  static async start(options: SMTPServerOptions = {}): Promise<SmtpSink> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 1,
      onRcptTo: ({ address }, _session, callback) => {
        const code = sink.rejectRecipient(address);
        callback(code === undefined ? undefined : error(code));
      },
      onData: (stream, session, callback) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          const mail = {
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address).join(' '),
            message: Buffer.concat(parts).toString(),
          };
          void sink.receive(mail, callback);
        });
      },
      ...options,
    });
    // A client that breaks off is part of the tests.
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const sink: SmtpSink = new SmtpSink(server, port);
    return sink;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }

  private async receive(mail: ReceivedMail, callback: (error?: Error) => void): Promise<void> {
    this.attempts += 1;
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    const reaction = await this.react(mail);
    this.atOnce -= 1;
    if (reaction === 'hang') return;
    if (reaction === 'drop') {
      for (const { _socket: socket } of connectionsOf(this.server)) socket.destroy();
      return;
    }
    if (reaction === 'accept') this.mails.push(mail);
    callback(reaction === 'accept' ? undefined : error(reaction.code));
  }
}

function connectionsOf(server: SMTPServer) {
  return [...server.connections] as unknown as { readonly _socket: { destroy(): void } }[];
}

function error(code: number): Error {
  return Object.assign(new Error('Rejected for a test'), { responseCode: code });
}
