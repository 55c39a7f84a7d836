import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { closeEvent, useResources } from './index.js';

describe('closeEvent', () => {
  const resources = useResources();
  let server: Server;

  beforeEach(async () => {
    server = resources.add(createServer());
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });

  it.each<[string, (peer: Socket) => void]>([
    ['ends', (peer) => void peer.end()],
    ['resets', (peer) => void peer.resetAndDestroy()],
  ])('resolves when the other end %s the connection', async (_name, leave) => {
    const accepted = once(server, 'connection');
    const socket = resources.add(connect((server.address() as AddressInfo).port, '127.0.0.1'));
    const closed = closeEvent(socket.resume());
    const [peer] = (await accepted) as [Socket];
    leave(peer);
    await closed;
    expect(socket.destroyed).toBe(true);
  });
});
