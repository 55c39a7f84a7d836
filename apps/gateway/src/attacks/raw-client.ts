import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Exchange {
  readonly answers: readonly RawAnswer[];
  /** The server ended the connection. */
  readonly closed: boolean;
}

/** When to stop reading: after so many answers, or not before the server ends the connection. */
export type Until = number | 'closed';

/** Sends bytes as they are, a character an octet, and reads the answers; none when the server just ends. */
export function sendRaw(url: string, bytes: string, until: Until = 1): Promise<Exchange> {
  const { hostname, port } = new URL(url);
  const bodiless = bytes.startsWith('HEAD ');
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      received += String(chunk);
      const answers = parseAnswers(received, bodiless);
      if (typeof until === 'number' && answers.length >= until) {
        resolve({ answers, closed: false });
        socket.destroy();
      }
    });
    // A connection that is reset is ended too; what came before counts.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      resolve({ answers: parseAnswers(received, bodiless), closed: true });
    });
  });
}

/** The whole answers in a text, interim ones left out. */
function parseAnswers(text: string, bodiless: boolean): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = text; ;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return answers;
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n');
    const status = Number(statusLine.split(' ')[1]);
    const headers = Object.fromEntries(
      lines.map((line) => [line.replace(/:.*/, '').toLowerCase(), line.replace(/^[^:]*: */, '')]),
    );
    const length = bodiless || status < 200 ? 0 : Number(headers['content-length'] ?? 0);
    const next = end + 4 + length;
    if (rest.length < next) return answers;
    if (status >= 200) answers.push({ status, headers, body: rest.slice(end + 4, next) });
    rest = rest.slice(next);
  }
}
