import { useResources } from '@gatehouse/test-kit';
import { startServer } from '../server.js';

describe('/health', () => {
  const resources = useResources();

  it('says that the emulator is there, to programs that only look as well', async () => {
    const emulator = await resources.add(startServer());
    const { url } = emulator;
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
    const looked = await fetch(`${url}/health`, { method: 'HEAD' });
    expect([looked.status, await looked.text()]).toEqual([200, '']);
  });
});
