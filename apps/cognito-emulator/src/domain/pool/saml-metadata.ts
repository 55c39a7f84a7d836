/** What Cognito shows of a SAML provider's metadata (SAML 2.0 Metadata §2.4). */
export interface SamlMetadata {
  readonly entityId: string;
  /** Where sign-in and sign-out are redirected to, by the names that ProviderDetails have for them. */
  readonly bindings: Readonly<Record<string, string>>;
}

const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const shownServices: Readonly<Record<string, string>> = {
  SingleSignOnService: 'SSORedirectBindingURI',
  SingleLogoutService: 'SLORedirectBindingURI',
};

/** Reads a metadata document; nothing when it isn't one. */
export function readSamlMetadata(text: string): SamlMetadata | undefined {
  const elements = [...text.matchAll(/<(?:[\w-]+:)?(\w+)\s([^<>]*)>/g)].map(
    ([, name = '', rest = '']) => ({ name, attributes: attributesOf(rest) }),
  );
  const descriptor = elements.find(({ name }) => name === 'EntityDescriptor');
  const entityId = descriptor?.attributes.get('entityID');
  if (entityId === undefined) return undefined;
  const shown = elements.flatMap(({ name, attributes }) => {
    const shownAs = shownServices[name];
    const location = attributes.get('Location');
    const isShown = attributes.get('Binding') === redirectBinding;
    return isShown && shownAs && location ? [[shownAs, location] as const] : [];
  });
  return { entityId, bindings: Object.fromEntries(shown) };
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/(?:^|\s)([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map(
    [...found].map(([, name = '', one, other]) => [
      name,
      (one ?? other ?? '').replaceAll('&amp;', '&'),
    ]),
  );
}
