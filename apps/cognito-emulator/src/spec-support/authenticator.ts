import {
  createHash,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** A passkey in software: what a browser and its authenticator answer, for one origin. */
export class Authenticator {
  private readonly id = randomBytes(32);
  private readonly privateKey: KeyObject;
  private readonly publicJwk: { readonly x?: string; readonly y?: string };
  private counter = 0;

  constructor(
    private readonly relyingPartyId: string,
    readonly origin = `https://${relyingPartyId}`,
  ) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = privateKey;
    this.publicJwk = publicKey.export({ format: 'jwk' });
  }

  /** RegistrationResponseJSON for PublicKeyCredentialCreationOptionsJSON. */
  register({ challenge }: { readonly challenge: string }) {
    const attested = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, this.id.length]),
      this.id,
      this.coseKey(),
    ]);
    const authData = Buffer.concat([this.authenticatorData(0x45), attested]);
    const attestationObject = cborMap([
      ['fmt', cborText('none')],
      ['attStmt', Buffer.from([0xa0])],
      ['authData', cborBytes(authData)],
    ]);
    return this.credential({
      clientDataJSON: this.clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** AuthenticationResponseJSON for PublicKeyCredentialRequestOptionsJSON. */
  sign({ challenge }: { readonly challenge: string }) {
    this.counter += 1;
    const authenticatorData = this.authenticatorData(0x05);
    const clientData = this.clientData('webauthn.get', challenge);
    const signature = createSign('sha256')
      .update(authenticatorData)
      .update(createHash('sha256').update(clientData).digest())
      .sign(this.privateKey);
    return this.credential({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
    });
  }

  get credentialId(): string {
    return this.id.toString('base64url');
  }

  private credential<Response extends object>(response: Response) {
    const id = this.credentialId;
    const common = { id, rawId: id, type: 'public-key', clientExtensionResults: {} };
    return { ...common, authenticatorAttachment: 'platform', response };
  }

  private clientData(type: string, challenge: string): Buffer {
    return Buffer.from(
      JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }),
    );
  }

  private authenticatorData(flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const relyingParty = createHash('sha256').update(this.relyingPartyId).digest();
    return Buffer.concat([relyingParty, Buffer.from([flags]), counter]);
  }

  /** An ES256 key on P-256 (RFC 9053 §7.1). */
  private coseKey(): Buffer {
    const coordinate = (text = '') => cborBytes(Buffer.from(text, 'base64url'));
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      coordinate(this.publicJwk.x),
      Buffer.from([0x22]),
      coordinate(this.publicJwk.y),
    ]);
  }
}

const cborText = (text: string) =>
  Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);

function cborBytes(bytes: Buffer): Buffer {
  const head =
    bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 0xff];
  return Buffer.concat([Buffer.from(head), bytes]);
}

function cborMap(members: readonly (readonly [string, Buffer])[]): Buffer {
  const content = members.flatMap(([name, value]) => [cborText(name), value]);
  return Buffer.concat([Buffer.from([0xa0 + members.length]), ...content]);
}
