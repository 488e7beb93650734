// In a page of the service: what a change of each part of a proof does to the steps of its check.
async ({ proof, key, other, otherKey }) => {
  const { verify } = await import('/js/proof.js');
  const bytes = base64 => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  const base64 = raw => btoa(String.fromCharCode(...raw));
  const flipped = (text, at = 0) => {
    const raw = bytes(text);
    raw[at < 0 ? raw.length + at : at] ^= 1;
    return base64(raw);
  };
  const lines = change => {
    const all = proof.checkpoint.split('\n');
    change(all);
    return { ...proof, checkpoint: all.join('\n') };
  };
  const id = JSON.parse(atob(proof.entry)).id;
  const entry = btoa(atob(proof.entry).replace('hiring', 'hirinG'));

  const cases = {
    'as it is': [proof, key, id],
    'without an id': [proof, key],
    erased: [{ ...proof, request: null, answer: null }, key, id],
    'another id': [proof, key, 'another'],
    'changed answer': [{ ...proof, answer: { ...proof.answer, bytes: flipped(proof.answer.bytes, -2) } }, key],
    'changed salt': [{ ...proof, request: { ...proof.request, salt: flipped(proof.request.salt) } }, key],
    'answer of another record': [{ ...proof, answer: other.answer }, key],
    'changed entry': [{ ...proof, entry: entry }, key],
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
  const found = [];
  for (const [name, given] of Object.entries(cases)) {
    const failed = (await verify(...given)).filter(step => !step.ok).map(step => step.name);
    found.push(`${name}: ${failed.join(' ') || 'proven'}`);
  }
  const path = (await verify(proof, key)).find(step => step.name === 'path');
  const hex = text => Array.from(bytes(text), byte => byte.toString(16).padStart(2, '0')).join('');
  found.push(`hashes: ${path.hashes.every(({ sibling }, at) => sibling === hex(proof.path[at]))}`);
  return found;
}
