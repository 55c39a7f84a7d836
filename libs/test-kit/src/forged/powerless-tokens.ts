import type { TestIssuer } from '../test-issuer.js';

/** A good token that seems to give a right and doesn't. */
export interface PowerlessToken {
  readonly name: string;
  readonly token: string;
}

/**
 * Good tokens that don't hold the scope, though their `scope` looks like it to a careless reader (RFC 6749 §3.3:
 * scopes are compared as whole words, in their case, and only a space parts them).
 *
 * @param scope such as `orders/read`
 */
export function tokensWithoutScope(issuer: TestIssuer, scope: string): Promise<PowerlessToken[]> {
  const [resourceServer = '', name = ''] = scope.split('/');
  const scopes = [
    ['nothing', ''],
    ['a longer scope', `${scope}-all`],
    ['a shorter scope', scope.slice(0, -1)],
    ['its end', scope.slice(1)],
    ['the resource server', resourceServer],
    ['the name', name],
    ['another resource server', `x${scope}`],
    ['capitals', scope.toUpperCase()],
    ['a capital', scope.charAt(0).toUpperCase() + scope.slice(1)],
    ['a slash behind', `${scope}/`],
    ['a slash before', `/${scope}`],
    ['two slashes', scope.replace('/', '//')],
    ['a dot for the slash', scope.replace('/', '.')],
    ['a colon for the slash', scope.replace('/', ':')],
    ['a percent escape', scope.replace('/', '%2F')],
    ['a fullwidth slash', scope.replace('/', '／')],
    ['a letter of another alphabet', scope.replace('o', 'о')],
    ['an asterisk', '*'],
    ['an asterisk for the name', `${resourceServer}/*`],
    ['quotes', `"${scope}"`],
    ['a list as text', `["${scope}"]`],
    ['a comma behind', `${scope},`],
    ['two, joined by a comma', `openid,${scope}`],
    ['two, joined by a plus', `openid+${scope}`],
    ['two, joined by a tab', `openid\t${scope}`],
    ['two, joined by a line break', `openid\n${scope}`],
    ['two, joined by CRLF', `openid\r\n${scope}`],
    ['two, joined by a no-break space', `openid\u00A0${scope}`],
    ['two, joined by an em space', `openid\u2003${scope}`],
    ['two, joined by an ideographic space', `openid\u3000${scope}`],
    ['two, joined by a line separator', `openid\u2028${scope}`],
    ['a zero width space', `${scope}\u200B`],
    ['a NUL behind', `${scope}\0`],
    ['a tab behind', `${scope}\t`],
    ['a parent folder', `${resourceServer}/x/../${name}`],
  ] as const;
  return Promise.all(
    scopes.map(async ([title, value]) => ({
      name: `scope: ${title}`,
      token: await issuer.userToken([], { claims: { scope: value } }),
    })),
  );
}

/** Good tokens whose user isn't in the group, whatever it looks like; a federated user's own group is none. */
export function tokensWithoutGroup(issuer: TestIssuer, group: string): Promise<PowerlessToken[]> {
  const groups = [
    ['none', []],
    ['empty', ['']],
    ['capitals', [group.toUpperCase()]],
    ['a longer name', [`${group}s`]],
    ['a shorter name', [group.slice(0, -1)]],
    ['a space behind', [`${group} `]],
    ['a list in text', [`other,${group}`]],
    ['a role', [`arn:aws:iam::123456789012:role/${group}`]],
    ["an identity provider's group", [`${issuer.poolId}_Google`]],
    ["an identity provider's group of the same name", [`${issuer.poolId}_${group}`]],
    ["another pool's group", [`eu-west-1_Other0001_${group}`]],
    ['a method', ['constructor', '__proto__']],
  ] as const;
  return Promise.all(
    groups.map(async ([title, value]) => ({
      name: `group: ${title}`,
      token: await issuer.groupMemberToken(value),
    })),
  );
}
