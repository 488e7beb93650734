// node proof-check.mjs PROOF.js PROOF.json KEY OTHER.json OTHER_KEY: prints what a change of each part of a proof does to its steps.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [script, proofFile, key, otherFile, otherKey] = process.argv.slice(2);
const { verify } = await import(pathToFileURL(script));
const proof = JSON.parse(readFileSync(proofFile, 'utf8'));
const other = JSON.parse(readFileSync(otherFile, 'utf8'));

const flipped = (base64, at = 0) => {
  const raw = Buffer.from(base64, 'base64');
  raw[at < 0 ? raw.length + at : at] ^= 1;
  return raw.toString('base64');
};
const lines = change => {
  const all = proof.checkpoint.split('\n');
  change(all);
  return { ...proof, checkpoint: all.join('\n') };
};
const id = JSON.parse(Buffer.from(proof.entry, 'base64')).id;
const entry = Buffer.from(proof.entry, 'base64').toString().replace('hiring', 'hirinG');

const cases = {
  'as it is': [proof, key, id],
  'without an id': [proof, key],
  erased: [{ ...proof, request: null, answer: null }, key, id],
  'another id': [proof, key, 'another'],
  'changed answer': [{ ...proof, answer: { ...proof.answer, bytes: flipped(proof.answer.bytes, -2) } }, key],
  'changed salt': [{ ...proof, request: { ...proof.request, salt: flipped(proof.request.salt) } }, key],
  'answer of another record': [{ ...proof, answer: other.answer }, key],
  'changed entry': [{ ...proof, entry: Buffer.from(entry).toString('base64') }, key],
  'changed entry and leaf': [{ ...proof, entry: other.entry, leaf: other.leaf }, key],
  'entry that is no JSON': [{ ...proof, entry: flipped(proof.entry) }, key],
  'changed path': [{ ...proof, path: proof.path.map((hash, at) => (at ? hash : flipped(hash))) }, key],
  'shorter path': [{ ...proof, path: proof.path.slice(1) }, key],
  'longer path': [{ ...proof, path: [...proof.path, proof.leaf] }, key],
  'wrong index': [{ ...proof, index: proof.index - 1 }, key],
  'index out of range': [{ ...proof, index: proof.treeSize }, key],
  'wrong size': [{ ...proof, treeSize: proof.treeSize * 2 }, key],
  'changed root': [lines(all => { all[2] = flipped(all[2]); }), key],
  'wrong signature': [lines(all => { all[4] = all[4].replace(/\S+$/, raw => flipped(raw, -1)); }), key],
  'no signature': [lines(all => { all.splice(4, 1); }), key],
  'signature of another name': [lines(all => { all[4] = all[4].replace(/ \S+ /, ' example.com/x '); }), key],
  'no checkpoint': [{ ...proof, checkpoint: 'nothing' }, key],
  'wrong key': [proof, otherKey.replace(/^[^+]+/, key.split('+')[0])],
  'key of another log': [proof, otherKey],
  'changed key': [proof, key.replace(/.$/, end => (end === 'A' ? 'B' : 'A'))],
  "another log's checkpoint": [{ ...proof, checkpoint: other.checkpoint, treeSize: other.treeSize }, key],
};
for (const [name, arguments_] of Object.entries(cases)) {
  const failed = (await verify(...arguments_)).filter(step => !step.ok).map(step => step.name);
  console.log(`${name}: ${failed.join(' ') || 'proven'}`);
}
const path = (await verify(proof, key)).find(step => step.name === 'path');
console.log(`hashes: ${path.hashes.every(({ sibling }, at) => Buffer.from(sibling, 'hex').toString('base64') === proof.path[at])}`);
