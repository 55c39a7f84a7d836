import type { Forge, ForgedToken } from './forge.js';

/** Truly signed tokens of another client, issuer or audience, by names that look like the right ones. */
export function forgedNames(forge: Forge): ForgedToken[] {
  return [...clients(forge), ...issuers(forge), ...audiences(forge)];
}

function clients(forge: Forge): ForgedToken[] {
  const id = forge.issuer.clientId;
  const others: [string, string][] = [
    ['another client', 'otherclient000000000000000'],
    ['the client in capitals', id.toUpperCase()],
    ['the client with a space behind', `${id} `],
    ['the client with a space before', ` ${id}`],
    ['the client with a line break', `${id}\n`],
    ['the client with a NUL', `${id}\0`],
    ['the client with a zero width space', `${id}\u200B`],
    ['a fullwidth letter in the client', id.replace('t', 'ｔ')],
    ['the client and more', `${id}0`],
    ['the beginning of the client', id.slice(0, -1)],
    ['two clients, joined by a comma', `${id},${forge.issuer.machineClientId}`],
    ['two clients, joined by a space', `${id} ${forge.issuer.machineClientId}`],
    ['any client', '*'],
    ['a client named like a method', 'constructor'],
    ['a client named like an index', '0'],
  ];
  return [
    ...others.map(([name, value]) => forge.claimed(name, { client_id: value }, 'client')),
    forge.claimed('the client in a list', { client_id: [id] }, 'claims'),
    forge.claimed('no client but the right audience', { client_id: undefined, aud: id }, 'claims'),
    forge.claimed(
      'another client for the right audience',
      { client_id: 'other', aud: id },
      'client',
    ),
  ];
}

function issuers(forge: Forge): ForgedToken[] {
  const { issuer, poolId } = forge.issuer;
  const { host } = new URL(issuer);
  const [region = ''] = poolId.split('_');
  const otherRegion = region === 'us-east-1' ? 'eu-central-1' : 'us-east-1';
  const others: [string, string][] = [
    ['another pool', `${issuer.slice(0, -1)}2`],
    ['another region', issuer.replaceAll(region, otherRegion)],
    ['another region in the host alone', issuer.replace(region, otherRegion)],
    ['another host', issuer.replace(host, 'attacker.example')],
    ['the host as a subdomain', issuer.replace(host, `${host}.attacker.example`)],
    ['the host as user info', issuer.replace(host, `${host}@attacker.example`)],
    ['the host behind user info', issuer.replace(host, `attacker@${host}`)],
    ['a backslash before another host', issuer.replace(host, `attacker.example\\@${host}`)],
    ['the host with a port', issuer.replace(host, `${host}:443`)],
    ['the host with a dot behind', issuer.replace(host, `${host}.`)],
    ['the partition in China', issuer.replace(host, `${host}.cn`)],
    ['http', issuer.replace('https:', 'http:')],
    ['no scheme', issuer.replace('https:', '')],
    ['the host without scheme', issuer.replace('https://', '')],
    ['capitals', issuer.toUpperCase()],
    ['a scheme in capitals', issuer.replace('https', 'HTTPS')],
    ['a pool id in lower case', issuer.toLowerCase()],
    ['its beginning', issuer.slice(0, -1)],
    ['no pool', issuer.slice(0, issuer.lastIndexOf('/'))],
    ['a slash behind', `${issuer}/`],
    ['a path behind', `${issuer}/x`],
    ['dots in its path', `${issuer}/../${poolId}`],
    ['two slashes', issuer.replace(`/${poolId}`, `//${poolId}`)],
    ['a query', `${issuer}?x`],
    ['a fragment', `${issuer}#x`],
    ['a space behind', `${issuer} `],
    ['a space before', ` ${issuer}`],
    ['a NUL behind', `${issuer}\0`],
    ['a letter in percent escapes', issuer.replace('_', '%5F')],
    ['two issuers', `${issuer} ${issuer}`],
    ['an issuer named like a method', 'constructor'],
    ['an identity pool', 'https://cognito-identity.amazonaws.com'],
  ];
  return [
    ...others.map(([name, iss]) => forge.claimed(`issuer: ${name}`, { iss }, 'issuer')),
    forge.claimed('issuer: in a list', { iss: [issuer] }, 'issuer'),
  ];
}

function audiences(forge: Forge): ForgedToken[] {
  const { clientId: id, machineClientId } = forge.issuer;
  const values: [string, unknown][] = [
    ['another', 'https://other.example'],
    ['another client of ours', machineClientId],
    ['a list with another', [id, 'https://other.example']],
    ['a list with another first', ['https://other.example', id]],
    ['a list with a number', [id, 7]],
    ['a list in a list', [[id]]],
    ['in capitals', id.toUpperCase()],
    ['with a space', `${id} `],
    ['and more', `${id}/x`],
    ['the issuer', forge.issuer.issuer],
    ['any', '*'],
  ];
  return values.map(([name, aud]) => forge.claimed(`audience: ${name}`, { aud }, 'audience'));
}
