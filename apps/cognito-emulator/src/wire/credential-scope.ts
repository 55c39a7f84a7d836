const headerPattern =
  /^AWS4-HMAC-SHA256 .*Credential=[^/\s,=]+\/\d{8}\/([\w-]+)\/[\w-]+\/aws4_request/;

/**
 * The region an Authorization header of Signature Version 4 is for; nothing for any other header. The signature itself
 * is not checked: the emulator holds no AWS account's secrets.
 */
export function regionOfSignature(authorization: string | undefined): string | undefined {
  return headerPattern.exec(authorization ?? '')?.[1];
}
