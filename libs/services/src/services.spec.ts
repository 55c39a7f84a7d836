import { allScopes } from '@gatehouse/contracts';
import { callersOf, type Service, serviceNamed, services, variablePrefix } from './services.mjs';

const rows: readonly Service[] = services;

/** The names of all app clients of a service. */
function clientsOf({ machineClient, signInClient, accountClient }: Service): readonly string[] {
  return [machineClient.name, signInClient, accountClient].filter((name) => name !== undefined);
}

/** What may occur once only, with the rows that it would otherwise mix up. */
const unique: readonly (readonly [string, (service: Service) => readonly unknown[]])[] = [
  ['name', ({ name }) => [name]],
  ['variable', ({ name }) => [variablePrefix(name)]],
  ['port', ({ port }) => [port]],
  ['database', ({ database }) => [database]],
  ['network', ({ network }) => [network]],
  ['route', ({ routes }) => routes.map(({ prefix }) => prefix)],
  ['app client', clientsOf],
];

describe('the table of services', () => {
  it.each(unique)('has each %s once', (_name, valuesOf) => {
    const values = rows.flatMap(valuesOf);
    expect(new Set(values).size).toBe(values.length);
  });

  it.each(rows)('$name has names that fit where they are used', (service) => {
    expect(service.name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(service.database).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(service.network).toMatch(/^[a-z][a-z0-9-]*$/);
    for (const { prefix } of service.routes) expect(prefix).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  it.each(rows)('$name calls services of the table, itself not among them', ({ name, peers }) => {
    for (const peer of peers) expect(serviceNamed(peer).name).toBe(peer);
    expect(peers).not.toContain(name);
  });

  it.each(rows)('$name requests scopes of the vocabulary', ({ machineClient }) => {
    expect(allScopes).toEqual(expect.arrayContaining([...machineClient.scopes]));
  });

  it('has at most one service that signs users in', () => {
    expect(rows.filter(({ signInClient }) => signInClient !== undefined).length).toBeLessThan(2);
  });

  it('has an account client for the service that signs users in, and for no other', () => {
    for (const { signInClient, accountClient } of rows)
      expect(accountClient !== undefined).toBe(signInClient !== undefined);
  });

  it('names app clients so that they can be files, secrets and variables', () => {
    for (const name of rows.flatMap(clientsOf))
      expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  it('finds who calls a service', () => {
    for (const { name } of rows) {
      const callers = rows.filter(({ peers }) => peers.includes(name));
      expect(callersOf(name)).toEqual(callers);
    }
  });

  it('has no service of another name', () => {
    expect(() => serviceNamed('none')).toThrow('the table of services has no none');
  });

  it('names variables after the service', () => {
    expect(variablePrefix('order-service')).toBe('ORDER_SERVICE');
    expect(variablePrefix('a-b-c')).toBe('A_B_C');
  });
});
