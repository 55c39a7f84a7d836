import { brandingOfClient } from '../../domain/pool/managed-login-branding.js';
import { uiCustomizations } from '../../domain/pool/ui-customization.js';
import { type Answer, errorAnswer } from '../../http/answer.js';
import type { Request } from '../../http/request.js';
import type { Route } from '../../http/route.js';
import type { Services } from '../../operations/services.js';
import { assetOf, classicOf, lookStylesheet } from '../look/look.js';
import { icon, iconPath } from './icon.js';
import { passkeyScript, passkeyScriptPath } from './passkey-script.js';
import { stylesheet, stylesheetPath } from './stylesheet.js';

/** Style sheets, scripts and images of the pages; what a client has of its own is asked for by the client's id. */
export function assetRoutes({ pools, store }: Pick<Services, 'pools' | 'store'>): readonly Route[] {
  const clientIn = ({ query }: Request) =>
    pools.findClientIn(query.get('client_id') ?? '', undefined);
  return [
    get(stylesheetPath, () => asset('text/css', stylesheet, forever)),
    get(iconPath, () => asset('image/svg+xml', icon, forever)),
    get(passkeyScriptPath, () => asset('text/javascript', passkeyScript, forever)),
    get('/assets/look.css', (request) => {
      const found = clientIn(request);
      const branding = found && brandingOfClient(store, found.client.id);
      return asset('text/css', lookStylesheet(branding));
    }),
    get('/assets/classic.css', (request) => {
      const found = clientIn(request);
      const css = found && classicOf(store, found.pool, found.client)?.css;
      return css === undefined ? notFound : asset('text/css', css);
    }),
    get('/assets/branding/:category/:mode', (request, { category = '', mode = '' }) => {
      const found = clientIn(request);
      const branding = found && brandingOfClient(store, found.client.id);
      const image = branding && assetOf(branding, category, mode);
      return image?.Bytes === undefined ? notFound : picture(image.Extension, image.Bytes);
    }),
    get('/:poolId/:clientId/:version/assets/images/:file', (_request, parameters) => {
      const { poolId = '', clientId = '', version = '', file = '' } = parameters;
      const custom = store.get(uiCustomizations, `${poolId}/${clientId}`);
      const logo = custom?.cssVersion === version ? custom.logo : undefined;
      if (logo === undefined || file !== `image.${logo.extension}`) return notFound;
      return picture(logo.extension, logo.base64);
    }),
  ];
}

const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, handle });

const notFound = errorAnswer(404, 'not_found');
const forever = 'public, max-age=31536000, immutable';

function asset(type: string, body: string | Buffer, cacheControl = 'no-cache'): Answer {
  return {
    status: 200,
    headers: {
      'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
      'cache-control': cacheControl,
      'cross-origin-resource-policy': 'same-origin',
      // An image that is a document, as SVG is, does nothing when it is opened by itself.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
    body,
  };
}

const imageTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  svg: 'image/svg+xml',
  ico: 'image/x-icon',
  webp: 'image/webp',
};

function picture(extension: string, base64: string): Answer {
  const type = imageTypes[extension.toLowerCase()];
  return type === undefined ? notFound : asset(type, Buffer.from(base64, 'base64'));
}
