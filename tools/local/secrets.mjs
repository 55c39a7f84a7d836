import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { localDirectory, secretsDirectory } from './settings.mjs';

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
const secretLength = 51;

/** A secret that is made when first asked for and the same from then on, however many processes ask at once. */
export function keptSecret(name, make = () => random(secretLength)) {
  // Others may pass through, as the account that PostgreSQL runs under must; what is secret is closed further in.
  mkdirSync(localDirectory, { recursive: true, mode: 0o711 });
  mkdirSync(secretsDirectory, { recursive: true, mode: 0o700 });
  const path = secretPath(name);
  try {
    writeFileSync(path, make(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}

/** The file that holds a secret, for its owner alone. */
export function secretPath(name) {
  return `${secretsDirectory}/${name}`;
}

/** A password that any policy of four character classes takes, and that can be typed. */
export function keptPassword(name) {
  return keptSecret(name, () => `${random(5)}-${random(5)}-${random(5)}-A1`);
}

function random(length) {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
