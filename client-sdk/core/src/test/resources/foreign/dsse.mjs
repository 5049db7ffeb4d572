// Judges each signature of a DSSE envelope by the key in the same place:
//   node dsse.mjs ENVELOPE ALGORITHM:PUBLIC_KEY_IN_HEX...
import { readFileSync } from 'node:fs';
import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';

const verifiers = {
  // The rules of RFC 8032, not the looser ones of ZIP 215.
  Ed25519: (signature, message, key) => ed25519.verify(signature, message, key, { zip215: false }),
  'ML-DSA-65': (signature, message, key) => ml_dsa65.verify(signature, message, key),
};

function preAuthenticationEncoding(type, body) {
  const kind = Buffer.from(type, 'utf8');
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${kind.length} `),
    kind,
    Buffer.from(` ${body.length} `),
    body,
  ]);
}

const [file, ...keys] = process.argv.slice(2);
const envelope = JSON.parse(readFileSync(file, 'utf8'));
const message = preAuthenticationEncoding(
  envelope.payloadType,
  Buffer.from(envelope.payload, 'base64'),
);
keys.forEach((text, place) => {
  const [algorithm, key] = text.split(':');
  const signature = Buffer.from(envelope.signatures[place].sig, 'base64');
  const valid = verifiers[algorithm](signature, message, Buffer.from(key, 'hex'));
  console.log(algorithm, valid ? 'valid' : 'invalid');
});
