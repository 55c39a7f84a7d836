import { closeEvent, freePorts, useResources } from '@gatehouse/test-kit';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { SentMessage } from '../outbox/kept-outbox.js';
import { type RunningServer, startServer } from '../server.js';
import type { smtpLimits } from './smtp-limits.js';

const mail: SendMailOptions = {
  from: 'Acme <notices@example.com>',
  to: 'ada@example.com',
  subject: 'Your password was changed – now',
  text: 'The password of your account was changed.\nTime: 2026-11-30 09:05 UTC\n',
};

describe('the mail server of an emulator', () => {
  const resources = useResources();

  const start = (limits: Partial<typeof smtpLimits> = {}) =>
    resources.add(startServer({ smtpPort: 0, limits: { ...limits, closingMilliseconds: 0 } }));
  const send = (emulator: RunningServer, changes: SendMailOptions = {}) => {
    const transport = createTransport(emulator.smtpUrl);
    return transport.sendMail({ ...mail, ...changes });
  };
  const rejection = async (sending: Promise<unknown>) => {
    const error = await sending.then(
      () => undefined,
      (thrown: unknown) => thrown as { readonly responseCode?: number },
    );
    return error?.responseCode;
  };
  const outbox = async ({ url }: RunningServer, query = '') =>
    (await (await fetch(`${url}/_emulator/outbox${query}`)).json()) as SentMessage[];
  const portOf = ({ smtpUrl = '' }: RunningServer) => Number(new URL(smtpUrl).port);

  it('puts a mail into the outbox, with its subject and text, as no message of Cognito', async () => {
    const emulator = await start();
    await send(emulator);
    expect(await outbox(emulator)).toEqual([
      {
        number: 1,
        kind: 'Smtp',
        medium: 'EMAIL',
        sender: 'notices@example.com',
        destination: 'ada@example.com',
        username: 'ada@example.com',
        poolId: '',
        sub: '',
        code: null,
        link: null,
        subject: mail.subject,
        body: mail.text,
        sentAt: expect.stringMatching(/Z$/) as string,
      },
    ]);
    for (const query of ['?kind=Smtp', '?username=ADA@example.com']) {
      expect(await outbox(emulator, query)).toHaveLength(1);
    }
    expect(await outbox(emulator, '?kind=SignUp')).toEqual([]);
  });

  it('puts a mail to several recipients into the outbox once for each', async () => {
    const emulator = await start();
    await send(emulator, { to: 'ada@example.com', bcc: 'ben@example.com' });
    const destinations = (await outbox(emulator)).map(({ destination }) => destination);
    expect(destinations.sort()).toEqual(['ada@example.com', 'ben@example.com']);
  });

  it('shows the text of a mail that is HTML alone, and an absent subject as null', async () => {
    const emulator = await start();
    await send(emulator, { text: '', subject: '', html: '<p>Hello <b>Ada</b></p><img src="x">' });
    const [message] = await outbox(emulator);
    expect(message).toMatchObject({ body: expect.stringContaining('Hello Ada') as string });
    expect(message?.subject ?? '').toBe('');
  });

  it('is on the console, told from messages of Cognito, and its text runs no script', async () => {
    const emulator = await start();
    await send(emulator, { subject: '<script>alert(1)</script>', text: '<img src=x onerror=a>' });
    const shown = await (await fetch(`${emulator.url}/_emulator/console/outbox`)).text();
    expect(shown).toContain('from notices@example.com by SMTP');
    expect(shown).toContain('&lt;script&gt;alert(1)');
    expect(shown).not.toContain('<script>alert(1)');
    expect(shown).not.toContain('<img src=x');
  });

  it('wakes a caller that waits for a mail', async () => {
    const emulator = await start();
    const waiting = outbox(emulator, '?kind=Smtp&waitSeconds=10');
    await send(emulator);
    expect(await waiting).toHaveLength(1);
  });

  it.each([
    ['a declared size that is too large', true],
    ['a text that is too large', false],
  ])('rejects %s', async (_name, isDeclared) => {
    const emulator = await start({ smtpMessageBytes: 2_000 });
    const socket = resources.add(connect(portOf(emulator), '127.0.0.1'));
    await once(socket, 'data');
    const answers = text(socket);
    const size = isDeclared ? ' SIZE=2001' : '';
    const body = 'a line\r\n'.repeat(500);
    const commands = [
      'EHLO test',
      `MAIL FROM:<a@example.com>${size}`,
      'RCPT TO:<b@example.com>',
      'DATA',
    ];
    socket.write(`${commands.join('\r\n')}\r\n`);
    socket.end(isDeclared ? 'QUIT\r\n' : `${body}.\r\nQUIT\r\n`);
    expect(await answers).toMatch(/^552 /m);
    expect(await outbox(emulator)).toEqual([]);
  });

  it('rejects recipients beyond the limit, and puts the mail into the outbox for the others', async () => {
    const emulator = await start({ smtpRecipients: 2 });
    const to = ['a@example.com', 'b@example.com', 'c@example.com'];
    const sent = await send(emulator, { to });
    expect([sent.accepted, sent.rejected]).toEqual([to.slice(0, 2), to.slice(2)]);
    expect(await outbox(emulator)).toHaveLength(2);
  });

  it('rejects connections beyond the limit', async () => {
    const emulator = await start({ smtpConnections: 1 });
    const first = resources.add(connect(portOf(emulator), '127.0.0.1'));
    await once(first, 'data');
    expect(await rejection(send(emulator))).toBe(421);
    first.destroy();
  });

  it('offers neither TLS nor AUTH, and answers no request of HTTP', async () => {
    const emulator = await start();
    const talk = async (input: string) => {
      const socket = resources.add(connect(portOf(emulator), '127.0.0.1'));
      const answers = text(socket);
      socket.end(input);
      return answers;
    };
    expect(await talk('EHLO test\r\nQUIT\r\n')).not.toMatch(/STARTTLS|AUTH/);
    const http = await talk('POST / HTTP/1.1\r\nHost: a\r\n\r\nMAIL FROM:<a@example.com>\r\n');
    expect(http).toMatch(/^421 /m);
    expect(await outbox(emulator)).toEqual([]);
  });

  it('is not there unless it is asked for', async () => {
    const emulator = await resources.add(startServer());
    expect(emulator.smtpUrl).toBeUndefined();
  });

  it('stops the start when its port is taken, and leaves no port open', async () => {
    const taken = resources.add(createServer());
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port: smtpPort } = taken.address() as { readonly port: number };
    const [port = 0] = await freePorts(1);
    await expect(startServer({ port, smtpPort })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const again = await resources.add(startServer({ port, smtpPort: 0 }));
    expect(again.url).toContain(String(port));
  });

  it('closes with the emulator, also when a client says nothing', async () => {
    const emulator = await start();
    const silent = resources.add(connect(portOf(emulator), '127.0.0.1'));
    await once(silent, 'data');
    const closed = closeEvent(silent);
    silent.resume();
    await emulator.close();
    await closed;
  });
});
