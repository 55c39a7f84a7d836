import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { isMailAddress } from './mail-address.js';

/** A mail server and how to sign in at it. */
export interface SmtpServer {
  readonly host: string;
  /** Absent: 465 with TLS from the start, otherwise 587. */
  readonly port?: number;
  /** Whether the connection begins with TLS (`smtps:`); otherwise STARTTLS is used. */
  readonly isSecure: boolean;
  readonly credentials?: { readonly user: string; readonly pass: string };
}

export interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** A mail server did not accept a mail. The message holds neither an address nor the server's text, which may quote one. */
export class MailNotAcceptedError extends Error {
  override readonly name = 'MailNotAcceptedError';

  /**
   * @param reason a stable word or code, such as `ECONNECTION` or `550`
   * @param isPermanent whether the server rejects this recipient for good
   */
  constructor(
    readonly reason: string,
    readonly isPermanent = false,
  ) {
    super(`The mail server did not accept a mail (${reason}).`);
  }
}

/**
 * Parses `smtp://[user:password@]host[:port]` and the same with `smtps:`.
 *
 * @returns undefined for any other text
 */
export function parseSmtpUrl(text: string): SmtpServer | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = ['', '/'].includes(url.pathname) && url.search === '' && url.hash === '';
  if (!['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '' || !isPlain) {
    return undefined;
  }
  const server = {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    isSecure: url.protocol === 'smtps:',
  };
  if (url.username === '') return server;
  try {
    const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    return { ...server, credentials: { user, pass } };
  } catch {
    return undefined;
  }
}

/**
 * Sends one message over a connection of its own, which is gone when the promise settles: a message that was given up is
 * not sent later. The connection is encrypted if there are credentials, and otherwise if the server offers STARTTLS.
 *
 * @param message the complete message (RFC 5322)
 * @param withinMilliseconds how long all of it may take
 * @throws MailNotAcceptedError
 */
export async function sendBySmtp(
  server: SmtpServer,
  envelope: Envelope,
  message: Buffer,
  withinMilliseconds: number,
): Promise<void> {
  const { from, to } = envelope;
  if (![from, to].every(isMailAddress)) throw new MailNotAcceptedError('invalid_address', true);
  const { host, port, isSecure, credentials } = server;
  // Of each step; the timer below bounds all of them.
  const ownTimeout = withinMilliseconds + 1_000;
  const connection = new SMTPConnection({
    host,
    port,
    secure: isSecure,
    requireTLS: !isSecure && credentials !== undefined,
    connectionTimeout: ownTimeout,
    greetingTimeout: ownTimeout,
    socketTimeout: ownTimeout,
    dnsTimeout: ownTimeout,
    logger: false,
  });
  let timer: NodeJS.Timeout | undefined;
  const failure = new Promise<never>((_resolve, reject) => {
    connection.on('error', reject);
    // The error that led to the end, if there is one, is reported just after it.
    const closed = () => reject(new MailNotAcceptedError('connection_closed'));
    connection.on('end', () => setImmediate(closed));
    const late = () => reject(new MailNotAcceptedError('timeout'));
    timer = setTimeout(late, withinMilliseconds);
  });
  try {
    // A copy, because the connection writes into it.
    const delivery = { envelope: { from, to }, message, credentials };
    await Promise.race([deliver(connection, delivery), failure]);
    connection.quit();
  } catch (error) {
    // Not `end()`, which would still send what is buffered.
    if (connection._socket) connection._socket.destroy();
    throw notAccepted(error);
  } finally {
    clearTimeout(timer);
    connection.close();
  }
}

interface Delivery {
  readonly envelope: Envelope;
  readonly message: Buffer;
  readonly credentials?: SmtpServer['credentials'];
}

async function deliver(
  connection: SMTPConnection,
  { envelope, message, credentials }: Delivery,
): Promise<void> {
  await called((done) => connection.connect(done));
  if (credentials) await called((done) => connection.login({ ...credentials }, done));
  await called((done) => connection.send(envelope, message, done));
}

function called(call: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => (error ? reject(error) : resolve()));
  });
}

/** A failure of the sender's own account or of its address is for operators to repair, and only a recipient's is final. */
function notAccepted(error: unknown): MailNotAcceptedError {
  if (error instanceof MailNotAcceptedError) return error;
  const { code, responseCode, command } = error as {
    readonly code?: string;
    readonly responseCode?: number;
    readonly command?: string;
  };
  const isPermanent = command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500;
  return new MailNotAcceptedError(String(responseCode ?? code ?? 'unknown'), isPermanent);
}
