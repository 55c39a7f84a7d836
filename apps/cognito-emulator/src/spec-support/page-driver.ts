/**
 * Drives the pages as a browser without script does: it keeps cookies, follows redirects, and sends the one form of a
 * page with what is filled in. It stops at the first address that isn't the emulator's.
 */
export class PageDriver {
  readonly cookies = new Map<string, string>();
  /** Headers for every request, such as those a browser adds. */
  headers: Readonly<Record<string, string>> = {};
  status = 0;
  text = '';
  answerHeaders: Headers = new Headers();
  /** The page that is shown. */
  url: URL;
  /** Where the app was to be told something. */
  callback: URL | undefined;

  constructor(readonly base: string) {
    this.url = new URL(base);
  }

  async open(target: string): Promise<this> {
    return this.follow(new URL(target, this.base), { method: 'GET' });
  }

  /** Sends the form of the page, by its first button or the one that says so. */
  async submit(values: Readonly<Record<string, string>> = {}, button?: string): Promise<this> {
    const { action, fields } = this.form();
    const pressed = this.button(button);
    const body = new URLSearchParams({ ...fields, ...pressed.fields, ...values });
    return this.follow(new URL(pressed.action ?? action, this.url), { method: 'POST', body });
  }

  /** Follows the link that says so. */
  async click(text: string): Promise<this> {
    const links = this.all(/<a href="([^"]*)"\s*>([^<]*)<\/a\s*>/g);
    const link = links.find(([, shown]) => shown === text);
    if (link === undefined) throw new Error(`no link says ${text}`);
    return this.open(link[0]);
  }

  get title(): string {
    return this.all(/<h1>(.*?)()<\/h1>/gs)[0]?.[0] ?? '';
  }

  /** What the summary of faults says. */
  get fault(): string | undefined {
    return this.all(/role="alert"[^>]*>(.*?)()<\/(?:div|p)>\s*(?!<\/div>)/gs)[0]?.[0];
  }

  /** The names of what the form asks for. */
  get fields(): readonly string[] {
    return this.all(/<input(?![^>]*type="hidden")[^>]*\sname="([^"]*)"()/g).map(([name]) => name);
  }

  get buttons(): readonly string[] {
    return this.all(/<button([^>]*)>(.*?)<\/button>/gs).map(([, text]) => text);
  }

  form(): { readonly action: string; readonly fields: Readonly<Record<string, string>> } {
    const form = /<form method="post" action="([^"]*)">(.*?)<\/form>/s.exec(this.text);
    if (form === null) throw new Error(`no form on ${this.url.pathname}: ${this.text}`);
    const [, action = '', content = ''] = form;
    const inputs = [...content.matchAll(/<input[^>]*>/g)].map(([input]): [string, string] => [
      attribute(input, 'name') ?? '',
      attribute(input, 'value') ?? '',
    ]);
    return { action: plain(action), fields: Object.fromEntries(inputs) };
  }

  /** One request, without following where it leads. */
  async send(target: URL, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...this.headers, ...(cookie === '' ? {} : { cookie }) };
    const response = await fetch(target, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  private async follow(target: URL, init: RequestInit): Promise<this> {
    const response = await this.send(target, init);
    this.status = response.status;
    this.answerHeaders = response.headers;
    this.text = await response.text();
    this.url = target;
    this.callback = undefined;
    const location = response.headers.get('location');
    if (location === null) return this;
    const next = new URL(location, target);
    if (next.host === target.host) return this.follow(next, { method: 'GET' });
    this.callback = next;
    return this;
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split('=');
    if (attributes.some((one) => /^max-age=0$/i.test(one))) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  private button(text: string | undefined) {
    const found = this.all(/<button([^>]*)>(.*?)<\/button>/gs, (own) => own).find(
      ([, shown]) => text === undefined || shown === text,
    );
    if (found === undefined) throw new Error(`no button says ${text ?? 'anything'}`);
    const [own] = found;
    const name = attribute(own, 'name');
    const fields: Readonly<Record<string, string>> =
      name === undefined ? {} : { [name]: attribute(own, 'value') ?? '' };
    return { action: attribute(own, 'formaction'), fields };
  }

  /** The two groups of every match, as a reader sees them. */
  private all(pattern: RegExp, first: (markup: string) => string = plain) {
    return [...this.text.matchAll(pattern)].map(
      ([, one = '', other = '']) => [first(one), plain(other)] as const,
    );
  }
}

function attribute(element: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

/** What markup says, without tags and the space between them. */
const plain = (markup: string) =>
  unescaped(
    markup
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};

const unescaped = (text: string) =>
  text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => entities[name] ?? '');
