import { createHash } from 'node:crypto';
import type { Route } from '../../http/route.js';
import { consolePath } from '../page.js';
import { script } from './script.js';
import { stylesheet } from './stylesheet.js';

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#0972d3"/><path d="M21.5 12.2a6.6 6.6 0 1 0 0 7.6" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>';

/** What the console's pages load. Addresses change with the contents, so that browsers can keep what they have. */
export const assetRoutes: readonly Route[] = [
  asset('console.css', 'text/css; charset=utf-8', stylesheet),
  asset('console.js', 'text/javascript; charset=utf-8', script),
  asset('icon.svg', 'image/svg+xml', icon),
];

export const stylesheetHref = href('console.css', stylesheet);
export const scriptHref = href('console.js', script);
export const iconHref = href('icon.svg', icon);

function asset(name: string, type: string, body: string): Route {
  const headers = {
    'content-type': type,
    'cache-control': 'public, max-age=31536000, immutable',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': "default-src 'none'; sandbox",
  };
  return {
    method: 'GET',
    path: `${consolePath}/${name}`,
    handle: () => ({ status: 200, headers, body }),
  };
}

function href(name: string, contents: string): string {
  const version = createHash('sha256').update(contents).digest('base64url').slice(0, 12);
  return `${consolePath}/${name}?v=${version}`;
}
