import { fileURLToPath } from 'node:url';

/** A variable that this process reads. This layer has no configuration reader, so the table stands in for a schema. */
interface Variable {
  readonly type: string;
  readonly default: string;
  readonly isSecret: boolean;
  readonly description: string;
}

/** The settings of the serve process. docs/reference/settings.md is generated from this table. */
export const localDatabaseSettings = {
  PORT: {
    type: 'port',
    default: '54329',
    isSecret: false,
    description: 'The port of PostgreSQL at 127.0.0.1; 0 chooses a free one.',
  },
  DATA_DIRECTORY: {
    type: 'path',
    default: '.local/postgres',
    isSecret: false,
    description: 'The directory of the data, the passwords and the files with URLs.',
  },
  DATABASES: {
    type: 'comma-separated list',
    default: 'orders,users',
    isSecret: false,
    description:
      'The databases. Each has two roles: one of its name for rows, `<name>_migrations` for the schema.',
  },
} as const satisfies Readonly<Record<string, Variable>>;

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface LocalDatabaseSettings {
  readonly port: number;
  readonly directory: string;
  readonly databases: readonly string[];
}

/**
 * Reads the settings; an empty variable counts as absent.
 *
 * @throws Error naming the variable that is wrong
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): LocalDatabaseSettings {
  const { PORT, DATA_DIRECTORY, DATABASES } = localDatabaseSettings;
  const port = environment.PORT || PORT.default;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error('PORT must be a whole number from 0 to 65535.');
  const databases = (environment.DATABASES || DATABASES.default)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (databases.length === 0) throw new Error('DATABASES must name at least one database.');
  return {
    port: Number(port),
    directory: environment.DATA_DIRECTORY || `${root}${DATA_DIRECTORY.default}`,
    databases,
  };
}
