import { startEmulator } from '../server.js';

describe('/health', () => {
  it('says that the emulator is there, to programs that only look as well', async () => {
    const emulator = await startEmulator();
    const { url } = emulator;
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
    const looked = await fetch(`${url}/health`, { method: 'HEAD' });
    expect([looked.status, await looked.text()]).toEqual([200, '']);
    await emulator.close();
  });
});
