import type { Store } from '../../domain/store.js';
import {
  brandingOfClient,
  type BrandingAsset,
  type Document,
  type ManagedLoginBranding,
  mergedSettings,
} from '../../domain/pool/managed-login-branding.js';
import { type UICustomization, uiCustomizationFor } from '../../domain/pool/ui-customization.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { iconHref } from '../assets/icon.js';
import { ownSettings } from './own-settings.js';
import { cornersOf, paletteOf, valueAt } from './palette.js';

/** What the pages of a client look like. */
export interface Look {
  /** What stands where no logo does. */
  readonly name: string;
  /** Whether pages follow the browser's wish for light or dark ones. */
  readonly scheme: 'light' | 'dark' | 'dynamic';
  /** The same as browsers write it. */
  readonly colorScheme: string;
  readonly stylesheets: readonly string[];
  readonly logos: readonly Logo[];
  readonly favicon: string;
}

interface Logo {
  readonly href: string;
  /** The mode it is for; for both when absent. */
  readonly mode?: 'light' | 'dark' | undefined;
}

const colorSchemes = { light: 'light', dark: 'dark', dynamic: 'light dark' } as const;

/** A page that belongs to no client that is known. */
export const plainLook: Look = {
  name: 'Sign-in',
  scheme: 'dynamic',
  colorScheme: colorSchemes.dynamic,
  stylesheets: ['/assets/look.css'],
  logos: [],
  favicon: iconHref,
};

export function lookOf(store: Store, pool: UserPool, client: UserPoolClient): Look {
  const branding = brandingOfClient(store, client.id);
  const classic = classicOf(store, pool, client, branding);
  const scheme = schemeOf(branding);
  const query = `?client_id=${client.id}`;
  return {
    name: client.name,
    scheme,
    colorScheme: colorSchemes[scheme],
    stylesheets: [
      `/assets/look.css${query}`,
      ...(classic?.css === undefined ? [] : [`/assets/classic.css${query}`]),
    ],
    logos: [...brandedLogos(branding, client), ...classicLogos(classic)],
    favicon: faviconOf(branding, client) ?? iconHref,
  };
}

/** The classic look counts where the client has no style of managed login. */
export const classicOf = (
  store: Store,
  pool: UserPool,
  client: UserPoolClient,
  branding = brandingOfClient(store, client.id),
): UICustomization | undefined =>
  branding === undefined ? uiCustomizationFor(store, pool.id, client.id) : undefined;

function schemeOf(branding: ManagedLoginBranding | undefined): Look['scheme'] {
  if (branding === undefined) return 'dynamic';
  const mode = valueAt(mergedSettings(branding), 'categories.global.colorSchemeMode');
  if (mode === 'DYNAMIC') return 'dynamic';
  return mode === 'DARK' ? 'dark' : 'light';
}

/** The style sheet that holds a look's colours. */
export function lookStylesheet(branding: ManagedLoginBranding | undefined): string {
  const settings = mergedSettings(branding ?? { settings: ownSettings });
  const scheme = schemeOf(branding);
  const first = scheme === 'dark' ? 'darkMode' : 'lightMode';
  const placed = { ...cornersOf(settings), ...placeOf(settings) };
  const rules = [ruleOf({ ...placed, ...paletteOf(settings, first), ...imageOf(branding, first) })];
  if (scheme === 'dynamic') {
    const dark = { ...paletteOf(settings, 'darkMode'), ...imageOf(branding, 'darkMode') };
    rules.push(`@media (prefers-color-scheme: dark) { ${ruleOf(dark)} }`);
  }
  return `${rules.join('\n')}\n`;
}

const ruleOf = (variables: Readonly<Record<string, string>>) =>
  `:root { ${Object.entries(variables)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ')} }`;

function placeOf(settings: Document): Readonly<Record<string, string>> {
  const horizontal = valueAt(settings, 'categories.form.location.horizontal');
  const places = new Map<unknown, string>([
    ['START', 'start'],
    ['END', 'end'],
  ]);
  return { 'card-horizontal': places.get(horizontal) ?? 'center' };
}

function imageOf(
  branding: ManagedLoginBranding | undefined,
  mode: 'lightMode' | 'darkMode',
): Readonly<Record<string, string>> {
  const isOn =
    branding &&
    valueAt(mergedSettings(branding), 'components.pageBackground.image.enabled') === true;
  const asset = isOn
    ? assetOf(branding, 'PAGE_BACKGROUND', mode === 'darkMode' ? 'DARK' : 'LIGHT')
    : undefined;
  return asset && branding ? { 'page-image': `url("${assetPath(branding.clientId, asset)}")` } : {};
}

/** Where an image of a style is found; categories and modes are words of the API. */
const assetPath = (clientId: string, { Category, ColorMode }: BrandingAsset) =>
  `/assets/branding/${Category}/${ColorMode}?client_id=${clientId}`;

/** The image for a place in a mode; one for both modes stands in. */
export const assetOf = (
  { assets }: ManagedLoginBranding,
  category: string,
  mode: string,
): BrandingAsset | undefined =>
  [mode, 'DYNAMIC']
    .map((wanted) =>
      assets.find(
        ({ Category, ColorMode, Bytes }) =>
          Category === category && ColorMode === wanted && Bytes !== undefined,
      ),
    )
    .find((asset) => asset !== undefined);

function brandedLogos(
  branding: ManagedLoginBranding | undefined,
  { id }: UserPoolClient,
): readonly Logo[] {
  if (branding === undefined) return [];
  if (valueAt(mergedSettings(branding), 'components.form.logo.enabled') !== true) return [];
  const [light, dark] = ['LIGHT', 'DARK'].map((mode) => assetOf(branding, 'FORM_LOGO', mode));
  if (light === undefined && dark === undefined) return [];
  if (light === dark || !light || !dark) {
    const only = light ?? dark;
    return only === undefined ? [] : [{ href: assetPath(id, only) }];
  }
  return [
    { href: assetPath(id, light), mode: 'light' },
    { href: assetPath(id, dark), mode: 'dark' },
  ];
}

function classicLogos(classic: UICustomization | undefined): readonly Logo[] {
  if (classic?.logo === undefined) return [];
  const { poolId, clientId, cssVersion, logo } = classic;
  return [{ href: `/${poolId}/${clientId}/${cssVersion}/assets/images/image.${logo.extension}` }];
}

function faviconOf(
  branding: ManagedLoginBranding | undefined,
  { id }: UserPoolClient,
): string | undefined {
  const asset =
    branding &&
    (assetOf(branding, 'FAVICON_SVG', 'LIGHT') ?? assetOf(branding, 'FAVICON_ICO', 'LIGHT'));
  return asset && assetPath(id, asset);
}
