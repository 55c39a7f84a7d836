import { runMigrations } from '@gatehouse/persistence';
import { migrationsFolder } from '../migrations-folder.js';

await runMigrations({ service: 'order-service', migrationsFolder, environment: process.env });
