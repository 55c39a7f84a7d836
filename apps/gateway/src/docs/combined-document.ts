import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { isForwarded, type UpstreamName } from '../routes.js';
import type { ReaderSecurity } from './reader-security.js';

const requirement = z.record(z.string(), z.array(z.string()).readonly());

/** What is read of an operation apart from the rest, which goes on as it is. */
const operation = z.looseObject({ security: z.array(requirement).optional() });

/** What is read of a service's OpenAPI document, and nothing else of it is shown. */
export const serviceDocument = z.object({
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(
      z.enum(['get', 'head', 'post', 'put', 'patch', 'delete', 'options']),
      operation,
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()).default({}) }),
});

export type ServiceDocument = z.output<typeof serviceDocument>;

type Operation = z.output<typeof operation>;
type Paths = Record<string, Record<string, Operation>>;

/**
 * One OpenAPI document of what callers reach at the gateway: paths that are forwarded, at the gateway's own address,
 * with the security schemes of its readers. Where a service would send them is not for it to say.
 */
export function combinedDocument(
  documents: ReadonlyMap<UpstreamName, ServiceDocument>,
  security: ReaderSecurity,
): object {
  const paths: Paths = {};
  const schemas: Record<string, unknown> = {};
  for (const [upstream, document] of documents) {
    const { paths: own, components } = withOwnNames(document, upstream, schemas);
    Object.assign(schemas, components.schemas);
    for (const [path, operations] of Object.entries(own)) {
      if (!isForwarded(path, upstream)) continue;
      paths[path] = Object.fromEntries(
        Object.entries(operations).map(([method, one]) => [method, forReaders(one, security)]),
      );
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Gatehouse', version: '1', description },
    servers: [{ url: '/', description: 'This gateway' }],
    paths,
    components: { schemas, securitySchemes: security.schemes },
  };
}

const description =
  'All that callers reach through this gateway. "Authorize" signs in a user or a machine; choose no scope to get all ' +
  'there are for you.';

function forReaders({ servers: _, ...one }: Operation, security: ReaderSecurity): Operation {
  const { security: demanded } = one;
  if (!demanded) return one;
  return { ...one, security: security.requirements({ ...one, security: demanded }) };
}

/** Services may mean different things by one name; whose schema would replace another has all of its names changed. */
function withOwnNames(
  document: ServiceDocument,
  upstream: UpstreamName,
  taken: Readonly<Record<string, unknown>>,
): ServiceDocument {
  const own = Object.entries(document.components.schemas);
  const clashes = own.some(
    ([name, schema]) => Object.hasOwn(taken, name) && !isDeepStrictEqual(taken[name], schema),
  );
  if (!clashes) return document;
  const renamed = (name: string) => `${upstream}.${name}`;
  const { paths, components } = JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' && value.startsWith(schemaReference)
      ? schemaReference + renamed(value.slice(schemaReference.length))
      : value,
  ) as ServiceDocument;
  const schemas = Object.entries(components.schemas).map(([name, one]) => [renamed(name), one]);
  return { paths, components: { schemas: Object.fromEntries(schemas) as object as never } };
}

const schemaReference = '#/components/schemas/';
