import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { closeEvent, Resources } from './index.js';

let resources: Resources;
let closed: string[];

beforeEach(() => {
  resources = new Resources();
  closed = [];
});

const resource = (name: string) => ({ close: () => void closed.push(name) });
const faulty = (name: string) => () => {
  closed.push(name);
  throw new Error(`${name} does not close`);
};

describe('add', () => {
  it('returns its argument, so that a resource can be added where it is opened', async () => {
    const one = resource('one');
    const promised = Promise.resolve(one);
    expect(resources.add(one)).toBe(one);
    expect(resources.add(promised)).toBe(promised);
    expect(await resources.add(promised)).toBe(one);
  });

  it('closes what is added after close(), because a hook that timed out goes on', async () => {
    await resources.close();
    let closing = (): void => undefined;
    const closed = new Promise<void>((resolve) => (closing = resolve));
    void resources.add(Promise.resolve(closing));
    await closed;
  });
});

describe('close', () => {
  it('closes each resource once, in reverse order', async () => {
    const two = resource('two');
    resources.add(resource('one'));
    await resources.add(Promise.resolve(two));
    resources.add(two);
    resources.add(resource('three'));
    await resources.close();
    await resources.close();
    expect(closed).toEqual(['three', 'two', 'one']);
  });

  it('waits for each resource before it closes the next', async () => {
    resources.add(resource('first'));
    resources.add(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      closed.push('second');
    });
    await resources.close();
    expect(closed).toEqual(['second', 'first']);
  });

  it('calls close(), stop(), destroy() or a function, and the given function rather than these', async () => {
    resources.add(() => void closed.push('function'));
    resources.add({ stop: () => void closed.push('stop') });
    resources.add({ destroy: () => void closed.push('destroy') });
    resources.add({ close: () => void closed.push('close'), stop: faulty('stop') });
    const database = { name: 'database', close: faulty('close') };
    await resources.add(Promise.resolve(database), ({ name }) => closed.push(`drop ${name}`));
    await resources.close();
    expect(closed).toEqual(['drop database', 'close', 'destroy', 'stop', 'function']);
  });

  it('rejects a resource that cannot be closed', async () => {
    resources.add(Promise.resolve({}) as never);
    await expect(resources.close()).rejects.toThrow('pass a function');
  });

  it('closes a server of Node.js while a request hangs, and accepts one that is closed', async () => {
    const server = resources.add(createServer(() => undefined));
    const unused = resources.add(createServer());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(server, 'request');
    await Promise.all([resources.close(), closeEvent(client)]);
    expect([server.listening, unused.listening]).toEqual([false, false]);
  });

  it('closes the others after a failure and throws that error', async () => {
    resources.add(resource('one'));
    resources.add(faulty('two'));
    await expect(resources.close()).rejects.toThrow(new Error('two does not close'));
    expect(closed).toEqual(['two', 'one']);
  });

  it('throws all errors together', async () => {
    for (const name of ['one', 'two']) resources.add(faulty(name));
    const error = await resources.close().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AggregateError);
    expect((error as AggregateError).errors).toEqual([
      new Error('two does not close'),
      new Error('one does not close'),
    ]);
    expect((error as AggregateError).message).toContain('two does not close');
  });

  it('ignores a resource that did not open: its error is reported where it is awaited', async () => {
    const failed = resources.add(Promise.reject<Resources>(new Error('does not open')));
    await expect(failed).rejects.toThrow('does not open');
    await resources.close();
  });

  it('closes what is open at once, and what is still opening when it is open', async () => {
    let opened = (_: { close(): void }): void => undefined;
    void resources.add(new Promise<{ close(): void }>((resolve) => (opened = resolve)));
    resources.add(() => {
      closed.push('open');
      opened(resource('pending'));
    });
    await resources.close();
    expect(closed).toEqual(['open', 'pending']);
  });
});

describe('open', () => {
  it('returns the result and keeps the resources open', async () => {
    const opening = resources.open(() => {
      resources.add(resource('one'));
      return 'result';
    });
    expect(await opening).toBe('result');
    expect(closed).toEqual([]);
    await resources.close();
    expect(closed).toEqual(['one']);
  });

  it('closes the earlier resources when a later step fails, and those that open beside it', async () => {
    const beside = () => void closed.push('beside');
    const opening = resources.open(async () => {
      resources.add(resource('earlier'));
      await Promise.all([
        resources.add(Promise.reject<Resources>(new Error('no start'))),
        resources.add(new Promise<() => void>((resolve) => setImmediate(resolve, beside))),
      ]);
    });
    await expect(opening).rejects.toThrow('no start');
    expect(closed).toEqual(['earlier', 'beside']);
  });

  it('reports the failures of closing together with the failure', async () => {
    const error = await resources
      .open(() => {
        resources.add(faulty('one'));
        throw new Error('no start');
      })
      .catch((caught: unknown) => caught);
    expect((error as AggregateError).errors).toEqual([
      new Error('no start'),
      new Error('one does not close'),
    ]);
  });
});
