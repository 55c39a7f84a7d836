import { services, variablePrefix } from '@gatehouse/services';
import { freePorts } from '@gatehouse/test-kit';

const variables = [
  'GATEWAY_PORT',
  'GATEWAY_MANAGEMENT_PORT',
  'EMULATOR_PORT',
  'EMULATOR_SMTP_PORT',
  'DATABASE_PORT',
  ...services.map(({ name }) => `${variablePrefix(name)}_PORT`),
];

/** Settings that give each process of the local system a free port, by their variable. */
export async function freePortSettings(): Promise<Record<string, string>> {
  const ports = await freePorts(variables.length);
  return Object.fromEntries(variables.map((variable, index) => [variable, `${ports[index]}`]));
}
