/** The schema of a service's settings, by convention: `orderServiceConfig` of order-service's config.ts. */
export async function serviceConfig(name) {
  const exported = await import(`../../apps/${name}/src/config.ts`);
  const camelCase = name.replace(/-([a-z0-9])/g, (_match, letter) => letter.toUpperCase());
  const config = exported[`${camelCase}Config`];
  if (config === undefined) throw new Error(`${name}: config.ts exports no ${camelCase}Config`);
  return config;
}
