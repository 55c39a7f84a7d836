/** Prints the OpenAPI document of one service as it serves it: `node openapi.mjs order-service`. */
import { format, resolveConfig } from 'prettier';
import { withApp } from './started-apps.mjs';

const document = await withApp(process.argv[2], async ({ app }) => {
  const { statusCode, body } = await app.inject({ url: '/openapi.json' });
  if (statusCode !== 200) throw new Error(`/openapi.json answered ${statusCode}`);
  return body;
});
const options = await resolveConfig(import.meta.filename);
process.stdout.write(await format(document, { ...options, parser: 'json' }));
