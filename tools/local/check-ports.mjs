/** Before anything starts: are all ports of the local system free? */
import { demandFreePorts } from './free-ports.mjs';
import { ports } from './settings.mjs';

await demandFreePorts(Object.keys(ports));
