// Rewrites each line, a JSON document, in the form of RFC 8785:  node canonicalize.mjs DOCUMENTS OUTPUT
import { readFileSync, writeFileSync } from 'node:fs';
import canonicalize from 'canonicalize';

const [documents, output] = process.argv.slice(2);
const lines = readFileSync(documents, 'utf8').trimEnd().split('\n');
writeFileSync(output, lines.map((line) => canonicalize(JSON.parse(line)) + '\n').join(''));
