import {
  FakeClock,
  generateSigningKey,
  KeyServer,
  type SigningKey,
  useResources,
} from '@gatehouse/test-kit';
import { KeysUnavailableError } from '../errors.js';
import { KeyStore } from './key-store.js';

let first: SigningKey;
let second: SigningKey;
const resources = useResources();
let server: KeyServer;
let clock: FakeClock;
let store: KeyStore;

beforeAll(async () => {
  [first, second] = await Promise.all([
    generateSigningKey('RS256', 'first'),
    generateSigningKey('RS256', 'second'),
  ]);
});

beforeEach(async () => {
  server = await resources.add(KeyServer.start([first]));
  clock = new FakeClock();
  store = new KeyStore(server.url, 'RS256', clock);
});

const dark = () => ({ status: 500, body: 'no' });

describe('KeyStore', () => {
  it('fetches once for any number of callers at once', async () => {
    const keys = await Promise.all(Array.from({ length: 50 }, () => store.get('first')));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]?.asymmetricKeyType).toBe('rsa');
    expect(server.requests).toBe(1);
  });

  it('serves known keys through an outage of 24 hours and no longer', async () => {
    await store.get('first');
    server.respond = dark;
    clock.advanceSeconds(86_000);
    await expect(store.get('first')).resolves.toHaveProperty('asymmetricKeyType', 'rsa');
    clock.advanceSeconds(1_000);
    await expect(store.get('first')).rejects.toBeInstanceOf(KeysUnavailableError);
  });

  it('says keys are unavailable, not that the token is bad, when nothing can be fetched', async () => {
    server.respond = dark;
    await expect(store.get('first')).rejects.toBeInstanceOf(KeysUnavailableError);
    await expect(store.get('first')).rejects.toBeInstanceOf(KeysUnavailableError);
    expect(server.requests).toBe(1);
    server.respond = () => server.published();
    clock.advanceSeconds(11);
    await expect(store.get('first')).resolves.toHaveProperty('asymmetricKeyType', 'rsa');
  });

  it('fetches keys again in the background when they have aged', async () => {
    await store.get('first');
    clock.advanceSeconds(601);
    await store.get('first');
    server.keys.splice(0, 1, second);
    clock.advanceSeconds(11);
    await expect(store.get('second')).resolves.toHaveProperty('asymmetricKeyType', 'rsa');
    await expect(store.get('first')).rejects.toMatchObject({ reason: 'unknown_key' });
  });

  it('keeps looking for new keys when its clock is set back', async () => {
    await store.get('first');
    clock.advanceSeconds(-86_400);
    server.keys.splice(0, 1, second);
    await expect(store.get('second')).rejects.toMatchObject({ reason: 'unknown_key' });
    clock.advanceSeconds(11);
    await expect(store.get('second')).resolves.toHaveProperty('asymmetricKeyType', 'rsa');
  });
});
