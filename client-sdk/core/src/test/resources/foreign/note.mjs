// Judges the signature line of each key under a signed checkpoint (C2SP signed-note, tlog-cosignature):
//   node note.mjs NOTE VKEY...
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';

function uint64(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** An opaque vector of TLS with a length of one byte. */
function vector(text) {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function cosignedMessage(name, time, text) {
  const [origin, size, root] = text.split('\n');
  return Buffer.concat([
    Buffer.from('subtree/v1\n\0'),
    vector(name),
    uint64(time),
    vector(origin),
    uint64(0),
    uint64(size),
    Buffer.from(root, 'base64'),
  ]);
}

const verifyEd25519 = (signature, message, key) =>
  ed25519.verify(signature, Buffer.from(message), key, { zip215: false });

const verifiers = {
  0x01: (signature, text, name, key) => verifyEd25519(signature, text, key),
  0x04: (signature, text, name, key) => {
    const time = signature.readBigUInt64BE();
    return verifyEd25519(signature.subarray(8), `cosignature/v1\ntime ${time}\n${text}`, key);
  },
  0x06: (signature, text, name, key) =>
    ml_dsa44.verify(
      signature.subarray(8),
      cosignedMessage(name, signature.readBigUInt64BE(), text),
      key,
    ),
};

const [file, ...vkeys] = process.argv.slice(2);
const note = readFileSync(file, 'utf8');
const split = note.lastIndexOf('\n\n') + 1;
const text = note.slice(0, split);
const lines = note.slice(split + 1).trimEnd().split('\n').map((line) => {
  const [, name, signature] = line.split(' ');
  return { name, signature: Buffer.from(signature, 'base64') };
});

for (const vkey of vkeys) {
  const [, name, key] = /^([^+]+)\+[0-9a-f]{8}\+(.+)$/.exec(vkey);
  const typed = Buffer.from(key, 'base64');
  const id = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4);
  const line = lines.find((l) => l.name === name && l.signature.subarray(0, 4).equals(id));
  const valid =
    line && verifiers[typed[0]](line.signature.subarray(4), text, name, typed.subarray(1));
  console.log(name, typed[0], line ? (valid ? 'valid' : 'invalid') : 'missing');
}
