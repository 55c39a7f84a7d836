import { closeEvent, useResources } from '@gatehouse/test-kit';
import { spyOn } from 'jest-mock';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import tls from 'node:tls';
import { SmtpSink } from '../testing/smtp-sink.js';
import { MailNotAcceptedError, parseSmtpUrl, sendBySmtp, type SmtpServer } from './smtp-server.js';

const envelope = { from: 'notices@example.com', to: 'ada@example.com' };
const message = Buffer.from('Subject: hello\r\n\r\nA text.\r\n');

describe('parseSmtpUrl', () => {
  it.each([
    ['smtp://mail.example.com', { host: 'mail.example.com', isSecure: false }],
    ['smtp://mail.example.com:2525/', { host: 'mail.example.com', port: 2525, isSecure: false }],
    ['smtps://[::1]:465', { host: '::1', port: 465, isSecure: true }],
    [
      'smtps://a%40b:p%2F%3A%40@mail.example.com',
      {
        host: 'mail.example.com',
        isSecure: true,
        credentials: { user: 'a@b', pass: 'p/:@' },
      },
    ],
  ])('reads %s', (text, server) => expect(parseSmtpUrl(text)).toEqual(server));

  it.each([
    'mail.example.com',
    'http://mail.example.com',
    'smtp://',
    'smtp://mail.example.com/path',
    'smtp://mail.example.com?requireTLS=false',
    'smtp://mail.example.com#x',
    'smtp://a%ZZ@mail.example.com',
  ])('rejects %s', (text) => expect(parseSmtpUrl(text)).toBeUndefined());
});

describe('sendBySmtp', () => {
  const resources = useResources();

  const send = (server: Partial<SmtpServer> & { port: number }, within = 10_000) =>
    sendBySmtp({ host: '127.0.0.1', isSecure: false, ...server }, envelope, message, within);
  const failureOf = async (sending: Promise<void>): Promise<MailNotAcceptedError> => {
    const error = await sending.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(MailNotAcceptedError);
    return error as MailNotAcceptedError;
  };
  /** A server that reacts to each connection as it is told. */
  const rawServer = async (react: (socket: Socket) => void) => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      react(socket);
    });
    resources.add(server, () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };

  it('hands a message over byte for byte, to one recipient', async () => {
    const sink = await resources.add(SmtpSink.start());
    await send(sink);
    expect(sink.mails).toEqual([{ ...envelope, message: message.toString() }]);
  });

  it.each([
    [550, true],
    [451, false],
  ])('reports a recipient that is rejected with %i, for good: %s', async (code, isPermanent) => {
    const sink = await resources.add(SmtpSink.start());
    sink.rejectRecipient = () => code;
    expect(await failureOf(send(sink))).toMatchObject({ reason: String(code), isPermanent });
  });

  it('reports a rejected message as repairable', async () => {
    const sink = await resources.add(SmtpSink.start());
    sink.react = () => ({ code: 554 });
    expect(await failureOf(send(sink))).toMatchObject({ reason: '554', isPermanent: false });
  });

  it('reports a sender that is rejected as repairable', async () => {
    const sink = await resources.add(
      SmtpSink.start({
        onMailFrom: (_address, _session, callback) =>
          callback(Object.assign(new Error(`no ${envelope.to}`), { responseCode: 550 })),
      }),
    );
    const failure = await failureOf(send(sink));
    expect(failure).toMatchObject({ reason: '550', isPermanent: false });
    expect(failure.message).not.toContain('@');
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['says nothing', () => undefined, 'timeout'],
    ['greets and then says nothing', (socket) => socket.write('220 hello\r\n'), 'timeout'],
    ['ends connections', (socket) => socket.end(), 'ECONNECTION'],
    ['is not a mail server', (socket) => socket.write('HTTP/1.1 400 Bad\r\n\r\n'), 'EPROTOCOL'],
  ])('gives up in time when the server %s', async (_name, react, reason) => {
    const port = await rawServer(react);
    expect((await failureOf(send({ port }, 300))).reason).toBe(reason);
  });

  it('gives up in time when a server sends one byte after another, and closes the connection', async () => {
    const closed: Promise<void>[] = [];
    const port = await rawServer((socket) => {
      closed.push(closeEvent(socket));
      const timer = setInterval(() => socket.write('2'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    expect((await failureOf(send({ port }, 300))).reason).toBe('timeout');
    await Promise.all(closed);
  });

  it('reports a server that is unavailable', async () => {
    const sink = await SmtpSink.start();
    await sink.close();
    expect(await failureOf(send(sink))).toMatchObject({ isPermanent: false });
  });

  it.each(['ada@example.com\r\nRCPT TO:<eve@example.com>', 'a@b.c>, <eve@example.com', ''])(
    'connects to no server for the recipient %j',
    async (to) => {
      const sink = await resources.add(SmtpSink.start());
      const server = { host: '127.0.0.1', port: sink.port, isSecure: false };
      const failure = await failureOf(sendBySmtp(server, { ...envelope, to }, message, 1_000));
      expect(failure).toMatchObject({ reason: 'invalid_address', isPermanent: true });
      expect(sink.attempts).toBe(0);
    },
  );

  describe('with credentials', () => {
    const credentials = { user: 'mailer', pass: 'secret' };
    /** A server with the certificate that its package brings along, of which it warns. */
    const withAuth = (seen: string[]) => {
      const warning = spyOn(console, 'error').mockImplementation(() => undefined);
      resources.add(() => warning.mockRestore());
      return SmtpSink.start({
        disabledCommands: [],
        onAuth: ({ username = '', password = '' }, _session, callback) => {
          seen.push(`${username}:${password}`);
          if (password === credentials.pass) callback(null, { user: username });
          else callback(new Error('wrong'));
        },
      });
    };

    it('sends no password to a server without TLS', async () => {
      const seen: string[] = [];
      const sink = await resources.add(
        SmtpSink.start({
          disabledCommands: ['STARTTLS'],
          allowInsecureAuth: true,
          onAuth: (_auth, _session, callback) => {
            seen.push('asked');
            callback(null, { user: 'anyone' });
          },
        }),
      );
      expect(await failureOf(send({ port: sink.port, credentials }))).toMatchObject({
        isPermanent: false,
      });
      expect([seen, sink.attempts]).toEqual([[], 0]);
    });

    it('sends no password to a server with a certificate that is not trusted', async () => {
      const seen: string[] = [];
      const sink = await resources.add(withAuth(seen));
      await failureOf(send({ port: sink.port, credentials }));
      expect([seen, sink.attempts]).toEqual([[], 0]);
    });

    it('signs in after STARTTLS, and reports a wrong password as repairable', async () => {
      const seen: string[] = [];
      const sink = await resources.add(withAuth(seen));
      const connect = tls.connect.bind(tls);
      const spy = spyOn(tls, 'connect').mockImplementation(((
        options: tls.ConnectionOptions,
        callback?: () => void,
      ) =>
        // The certificate that the server brings along is for tests, and has expired.
        connect({ ...options, rejectUnauthorized: false }, callback)) as typeof tls.connect);
      resources.add(() => spy.mockRestore());
      await send({ port: sink.port, credentials });
      expect(sink.mails).toHaveLength(1);
      const wrong = { ...credentials, pass: 'wrong' };
      const failure = await failureOf(send({ port: sink.port, credentials: wrong }));
      expect(failure).toMatchObject({ reason: '535', isPermanent: false });
      expect(seen).toEqual(['mailer:secret', 'mailer:wrong']);
    });
  });
});
