// Judges a Sigstore bundle that a known key has signed:  node sigstore.mjs BUNDLE PUBLIC_KEY_IN_PEM
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, Verifier } from '@sigstore/verify';

const [bundle, pem] = process.argv.slice(2);
const trust = {
  certificateAuthorities: [],
  timestampAuthorities: [],
  tlogs: [],
  ctlogs: [],
  publicKey: () => ({
    publicKey: createPublicKey(readFileSync(pem)),
    validFor: () => true,
  }),
};
// The key is known, so no log, timestamp or certificate is asked for.
const thresholds = { tlogThreshold: 0, timestampThreshold: 0, ctlogThreshold: 0 };
try {
  const entity = toSignedEntity(bundleFromJSON(JSON.parse(readFileSync(bundle, 'utf8'))));
  new Verifier(trust, thresholds).verify(entity);
  console.log('valid');
} catch (e) {
  console.log('invalid:', e.code ?? e.name, e.message);
}
