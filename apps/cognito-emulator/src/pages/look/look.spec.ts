import {
  CreateManagedLoginBrandingCommand,
  DeleteManagedLoginBrandingCommand,
  SetUICustomizationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { type PageFixture, startPages } from '../../spec-support/page-fixture.js';

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const png = Buffer.from('89504e470d0a1a0a', 'hex');

describe('the look of the pages', () => {
  const resources = useResources();
  let pages: PageFixture;
  beforeAll(async () => {
    pages = await resources.add(startPages());
  });

  const get = (path: string) => fetch(new URL(path, pages.emulator.url));
  /** The page with the style sheets it names, one after the other. */
  const look = async () => {
    const { text } = await pages.atLogin();
    const links = [...text.matchAll(/<link rel="stylesheet" href="([^"]*)"/g)];
    const sheets = await Promise.all(
      links.map(async ([, href]) => {
        const response = await get(href!);
        expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
        return response.text();
      }),
    );
    return { text, css: sheets.join('\n') };
  };

  const styled = async (Settings: object, Assets: object[] = []) => {
    const { ManagedLoginBranding: made } = await pages.sdk.send(
      new CreateManagedLoginBrandingCommand({
        UserPoolId: pages.pool.id,
        ClientId: pages.client('web').id,
        Settings: Settings as never,
        Assets: Assets as never,
      }),
    );
    return async () => {
      await pages.sdk.send(
        new DeleteManagedLoginBrandingCommand({
          UserPoolId: pages.pool.id,
          ManagedLoginBrandingId: made?.ManagedLoginBrandingId,
        }),
      );
    };
  };

  it('is our own for a client without a style, in light and in dark', async () => {
    const { text, css } = await look();
    expect(text).toContain('data-scheme="dynamic"');
    expect(text).toContain('<meta name="color-scheme" content="light dark"');
    expect(css).toContain('--page: #f1f4f8ff;');
    expect(css).toMatch(/prefers-color-scheme: dark\) { :root {[^}]*--page: #0a121dff;/);
  });

  it('is the style of managed login, with its colours, corners and images', async () => {
    const undo = await styled(
      {
        categories: {
          global: { colorSchemeMode: 'DYNAMIC' },
          form: { location: { horizontal: 'END' } },
        },
        components: {
          form: { borderRadius: 24, logo: { enabled: true } },
          primaryButton: { lightMode: { defaults: { backgroundColor: '11aa22ff' } } },
        },
      },
      [
        {
          Category: 'FORM_LOGO',
          ColorMode: 'LIGHT',
          Extension: 'SVG',
          Bytes: Buffer.from(svg),
        },
        { Category: 'FORM_LOGO', ColorMode: 'DARK', Extension: 'PNG', Bytes: png },
        { Category: 'PAGE_BACKGROUND', ColorMode: 'DYNAMIC', Extension: 'PNG', Bytes: png },
        { Category: 'FAVICON_ICO', ColorMode: 'DYNAMIC', Extension: 'ICO', Bytes: png },
      ],
    );
    const { text, css } = await look();
    expect(css).toContain('--button: #11aa22ff;');
    expect(css).toContain('--card-radius: 24px;');
    expect(css).toContain('--card-horizontal: end;');
    expect(css).toContain('--page-image: url("/assets/branding/PAGE_BACKGROUND/DYNAMIC?');
    const images = [...text.matchAll(/(?:src|rel="icon" href)="(\/assets\/branding[^"]*)"/g)];
    expect(images).toHaveLength(3);
    for (const [, href] of images) {
      const image = await get(href!.replaceAll('&amp;', '&'));
      expect(image.status).toBe(200);
      expect(image.headers.get('content-type')).toMatch(/^image\//);
      expect(image.headers.get('content-security-policy')).toContain('sandbox');
      const bytes = Buffer.from(await image.arrayBuffer());
      expect([svg, png.toString()]).toContain(bytes.toString());
    }
    await undo();
  });

  it('takes nothing from a settings document but colours and small numbers', async () => {
    const evil = 'red; } body { background: url(https://evil.example) } :root {';
    const undo = await styled({
      categories: { global: { colorSchemeMode: evil }, form: { location: { horizontal: evil } } },
      components: {
        form: { borderRadius: evil, lightMode: { backgroundColor: evil } },
        pageBackground: { lightMode: { color: { toString: evil } } },
        primaryButton: null,
      },
      componentClasses: { input: { borderRadius: 1e9 } },
    });
    const { text, css } = await look();
    expect(css).not.toContain('evil.example');
    expect(css).not.toContain('--input-radius: 1');
    expect(text).toContain('data-scheme="light"');
    await undo();
  });

  it('is the classic one, CSS and logo, where the client has no style', async () => {
    const CSS = '.submitButton-customizable { background-color: rebeccapurple; }';
    const command = { UserPoolId: pages.pool.id, CSS, ImageFile: png };
    const { UICustomization } = await pages.sdk.send(new SetUICustomizationCommand(command));
    const { text, css } = await look();
    expect(css).toContain('rebeccapurple');
    const logo = /class="logo-customizable"\s+src="([^"]*)"/.exec(text)?.[1] ?? '';
    expect(UICustomization?.ImageUrl).toBe(`${pages.emulator.publicUrl}${logo}`);
    expect(Buffer.from(await (await get(logo)).arrayBuffer())).toEqual(png);
  });

  it('has nothing at addresses that are made up', async () => {
    const { id } = pages.client('web');
    for (const path of [
      `/assets/branding/FORM_LOGO/LIGHT?client_id=${id}`,
      `/assets/branding/__proto__/LIGHT?client_id=${id}`,
      '/assets/branding/FORM_LOGO/LIGHT',
      '/assets/classic.css?client_id=nobody',
      `/${pages.pool.id}/ALL/0/assets/images/image.png`,
      `/${pages.pool.id}/ALL/0/assets/images/..%2f..%2fetc%2fpasswd`,
    ])
      expect((await get(path)).status).toBe(404);
  });
});
