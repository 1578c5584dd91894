import { selfSigned } from '#tls/self-signed.ts';

/** A certificate in PEM, as a SAML provider may sign with it. */
export const signingCertificate = async (commonName: string): Promise<string> =>
  (await selfSigned([commonName], Date.now())).cert;

/** A metadata document in Base64, with certificates that are given in PEM. */
export function encodedMetadata(
  entity = 'https://idp.example.com',
  certificates: readonly string[] = [],
): string {
  const keys = certificates.map((pem) => {
    const base64 = pem.replace(/-----[A-Z ]+-----/g, '').trim();
    return `<KeyDescriptor><ds:X509Certificate>\n${base64}\n</ds:X509Certificate></KeyDescriptor>`;
  });
  const document = `<?xml version="1.0"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${entity}">
<IDPSSODescriptor>${keys.join('')}<SingleSignOnService Location="${entity}/sso"/></IDPSSODescriptor>
</EntityDescriptor>`;
  return Buffer.from(document).toString('base64');
}

/** What an OAuth provider is made of. */
export const OAUTH_PROVIDER = {
  OAuthProviderName: 'provider',
  SSOType: 2,
  ClientId: 'client',
  ClientSecret: 'a secret',
  UserInfoURL: 'https://idp.example.com/user_info',
  TokenURL: 'https://idp.example.com/access_token',
  AuthorizeURL: 'https://idp.example.com/authorize',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the vendor fills it in
  AuthorizeTemplate: '${authEndpoint}?client_id=${clientId}&scope=${scope}&response_type=code',
  IdentityMapType: 1,
  IdpIdentityKey: 'username',
};
