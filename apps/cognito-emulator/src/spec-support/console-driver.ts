import { request } from 'node:http';

export interface ConsoleAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

interface Sending {
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Drives the console as a browser without script does; unlike fetch it lets Host and cookies be set. */
export class ConsoleDriver {
  cookie = '';

  constructor(readonly base: string) {}

  async open(path: string, headers: Readonly<Record<string, string>> = {}): Promise<ConsoleAnswer> {
    return this.send('GET', path, { headers });
  }

  /** Sends the form of a page that leads to a path, with what is filled in, and goes where the answer leads. */
  async submit(
    page: string,
    action: string,
    values: Readonly<Record<string, string>> = {},
  ): Promise<ConsoleAnswer> {
    const { text } = await this.open(page);
    const fields = fieldsOf(text, action);
    const answer = await this.send('POST', action, { form: { ...fields, ...values } });
    return answer.status === 303 ? this.open(String(answer.headers.location)) : answer;
  }

  /** The token in the page's forms, which goes with this driver's cookie. */
  async token(page = '/_emulator/console/faults'): Promise<string> {
    const { text } = await this.open(page);
    return /name="_csrf" value="([^"]*)"/.exec(text)?.[1] ?? '';
  }

  send(method: string, path: string, { form, headers = {} }: Sending): Promise<ConsoleAnswer> {
    const body = form === undefined ? '' : new URLSearchParams(form).toString();
    const own = {
      ...(this.cookie === '' ? {} : { cookie: this.cookie }),
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.base}${path}`,
        { method, agent: false, headers: { ...own, ...headers } },
        (response) => {
          let text = '';
          response
            .on('data', (chunk: Buffer) => (text += chunk.toString()))
            .on('end', () => {
              const [line] = response.headers['set-cookie'] ?? [];
              if (line !== undefined) this.cookie = line.split(';')[0] ?? '';
              resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
            });
        },
      );
      sent.on('error', reject).end(body);
    });
  }
}

/** The hidden fields of the form that leads to a path. */
function fieldsOf(page: string, action: string): Readonly<Record<string, string>> {
  const forms = [...page.matchAll(/<form method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/gs)];
  const form = forms.find(([, to]) => to === action)?.[2];
  if (form === undefined) throw new Error(`no form leads to ${action}`);
  const hidden = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...hidden].map(([, name = '', value = '']) => [name, value]));
}

/** Faults and the clock's shift go too. */
export const resetToTemplate = (base: string): Promise<unknown> =>
  fetch(`${base}/_emulator/reset`, { method: 'POST', body: '{"to":"template"}' });
