import { invalidParameter, ServiceError } from '../errors.js';
import { ownedByClient, ownedByPool } from '../owners.js';
import { type Collection, firstOf, type Store } from '../store.js';
import { brandingDefaults } from './branding-defaults.js';

/** How the managed login pages of a client look (SDK, ManagedLoginBrandingType). */
export interface ManagedLoginBranding {
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly usesCognitoValues: boolean;
  /** What differs from Cognito's own style; a JSON document of Cognito's own schema. */
  readonly settings: Document;
  readonly assets: readonly BrandingAsset[];
  readonly declaredAs?: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type Document = Readonly<Record<string, unknown>>;

/** An image in the API's spelling (SDK, AssetType). */
export interface BrandingAsset {
  readonly Category: string;
  readonly ColorMode: string;
  readonly Extension: string;
  readonly Bytes?: string | undefined;
  readonly ResourceId?: string | undefined;
}

export const managedLoginBrandings: Collection<ManagedLoginBranding> = {
  name: 'managedLoginBrandings',
  keyOf: ({ poolId, id }) => `${poolId}/${id}`,
  owners: { pool: ownedByPool, client: { ...ownedByClient, unique: true } },
  indexes: {},
};

/** A request's limit; what is kept may grow past it by several requests (SDK, CreateManagedLoginBranding). */
const mostBytes = 2 * 1_024 * 1_024;

export interface StatedBranding {
  readonly UseCognitoProvidedValues?: boolean | undefined;
  readonly Settings?: unknown;
  readonly Assets?: readonly BrandingAsset[] | undefined;
}

type Style = Pick<ManagedLoginBranding, 'usesCognitoValues' | 'settings' | 'assets'>;

/**
 * The style that stated values make of another: what they leave out stays as it was. They name Cognito's settings or
 * their own.
 * @throws InvalidParameterException
 */
export function styled(before: Style, stated: StatedBranding): Style {
  const { Settings: settings, Assets: assets = [] } = stated;
  const reverts = stated.UseCognitoProvidedValues === true;
  if (reverts === (settings !== undefined))
    throw invalidParameter(
      'useCognitoProvidedValues or settings should be specified (but not both)',
    );
  checkSize(stated);
  // The API reference wants images left out as well; Cognito takes them.
  if (reverts) return { usesCognitoValues: true, settings: {}, assets: withAssets([], assets) };
  return {
    usesCognitoValues: false,
    settings: merged(before.settings, document(settings)),
    assets: withAssets(before.assets, assets),
  };
}

/** What a new style begins with. */
export const unstyled: Style = { usesCognitoValues: false, settings: {}, assets: [] };

/** The settings that pages are drawn with: the style's own on top of Cognito's. */
export const mergedSettings = ({ settings }: Pick<ManagedLoginBranding, 'settings'>): Document =>
  merged(brandingDefaults, settings);

export function brandingOfClient(store: Store, clientId: string): ManagedLoginBranding | undefined {
  return firstOf(store.find(managedLoginBrandings, 'client', clientId));
}

/** @throws ResourceNotFoundException */
export function requireBranding(
  branding: ManagedLoginBranding | undefined,
  poolId: string,
  /** The client it was looked for by. */
  clientId?: string,
): ManagedLoginBranding {
  if (branding?.poolId !== poolId)
    throw new ServiceError(
      'ResourceNotFoundException',
      `ManagedLoginBranding${clientId === undefined ? '' : ` for client ${clientId}`} does not exist.`,
    );
  return branding;
}

function checkSize({ Settings: settings, Assets: assets = [] }: StatedBranding): void {
  const length = JSON.stringify(settings ?? {}).length;
  const bytes = assets.reduce((sum, { Bytes = '' }) => sum + Bytes.length, length);
  if (bytes > mostBytes) throw invalidParameter('Settings and Assets are larger than 2 MB.');
}

function document(settings: unknown): Document {
  if (isDocument(settings)) return settings;
  throw invalidParameter('Settings must be a JSON object.');
}

const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(below: Document, above: Document): Document {
  const own = Object.entries(above).map(([name, value]): [string, unknown] => {
    const other = Object.hasOwn(below, name) ? below[name] : undefined;
    return [name, isDocument(value) && isDocument(other) ? merged(other, value) : value];
  });
  return Object.fromEntries([...Object.entries(below), ...own]);
}

/** There is one image for a place and a colour mode. */
function withAssets(
  before: readonly BrandingAsset[],
  stated: readonly BrandingAsset[],
): readonly BrandingAsset[] {
  const places = new Set(stated.map(placeOf));
  if (places.size < stated.length)
    throw invalidParameter('Assets must differ in Category or ColorMode.');
  if (stated.some(({ Bytes, ResourceId }) => Bytes === undefined && ResourceId === undefined))
    throw invalidParameter('Assets must have Bytes or a ResourceId.');
  return [...before.filter((asset) => !places.has(placeOf(asset))), ...stated];
}

const placeOf = ({ Category, ColorMode }: BrandingAsset) => `${Category}/${ColorMode}`;
