// Checks the proof of one record (GET /v1/recommendations/{id}/proof) against the log's key (GET /v1/audit/key), with nothing
// but WebCrypto: what it trusts is the key alone, so compare that with one that was kept elsewhere.

const text = bytes => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
const utf8 = string => new TextEncoder().encode(string);
const bytes = base64 => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
const base64 = raw => btoa(String.fromCharCode(...raw));
const hex = raw => Array.from(raw, byte => byte.toString(16).padStart(2, '0')).join('');
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer()));
}

/** From the leaf up, after RFC 9162, section 2.1.3.2. Not with shifts: those have 32 bits. */
async function climb(leaf, index, size, path) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) {
    throw new Error(`there is no entry ${index} in a log of ${size}`);
  }
  const hashes = [];
  let hash = leaf;
  let node = index;
  let last = size - 1;
  const up = () => { node = Math.floor(node / 2); last = Math.floor(last / 2); };
  for (const sibling of path.map(bytes)) {
    if (last === 0) throw new Error('the path is too long for a log of this size');
    const left = node % 2 === 1 || node === last; // where the sibling stands
    hash = await sha256(Uint8Array.of(1), ...(left ? [sibling, hash] : [hash, sibling]));
    if (left) while (node % 2 === 0 && node !== 0) up();
    up();
    hashes.push({ side: left ? 'left' : 'right', sibling: hex(sibling), hash: hex(hash) });
  }
  if (last !== 0) throw new Error('the path is too short for a log of this size');
  return { root: hash, hashes };
}

/** A C2SP checkpoint: name, size and root, an empty line, signatures. */
function parse(note) {
  const end = note.lastIndexOf('\n\n') + 1;
  const signed = note.slice(0, end);
  const [name, size = '', root] = signed.split('\n');
  if (!end || !name || !/^(0|[1-9]\d{0,15})$/.test(size) || !root) throw new Error('it is no checkpoint');
  const signatures = note.slice(end + 1).split('\n').filter(line => line.startsWith('\u2014 ')).map(line => {
    const [, signer, signature] = line.split(' ');
    return { signer, raw: bytes(signature) };
  });
  return { name, size: Number(size), root: bytes(root), signed, signatures };
}

/** Whether what an entry is committed to is what is shown: SHA-256 of salt and bytes, in base64url. */
async function opens(entry, part, opening) {
  if (!opening) return `the ${part} was erased; its hash stays in the entry`;
  const found = base64(await sha256(bytes(opening.salt), bytes(opening.bytes)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  if (found !== entry[part]) throw new Error(`the ${part} is not the one that was recorded: its hash is ${found}, the entry says ${entry[part]}`);
  const id = part === 'answer' ? JSON.parse(text(bytes(opening.bytes))).id : entry.id;
  if (id !== entry.id) throw new Error(`the answer is that of ${id}, the entry that of ${entry.id}`);
  return `its hash is the one in the entry, ${found}`;
}

/**
 * @param proof as the API answers it
 * @param key the line "name+id+key"
 * @param id the record that it should be about; any if left out
 * @returns the steps in their order, each { name, ok, detail }; that of the path also has `hashes` [{ side, sibling, hash }], from
 *     below. The record is proven where all are ok. A step that rests on one that failed fails, too.
 */
export async function verify(proof, key, id) {
  if (!globalThis.crypto?.subtle) {
    return [{ name: 'browser', ok: false, detail: 'this page has no WebCrypto: open it over https, or from localhost' }];
  }
  const steps = [];
  const step = async (name, check) => {
    try {
      const said = await check();
      steps.push({ name, ok: true, ...(typeof said === 'string' ? { detail: said } : said) });
    } catch (failure) {
      steps.push({ name, ok: false, detail: failure.message });
    }
  };
  const needed = (value, what) => {
    if (!value) throw new Error(`it rests on ${what}, which cannot be read`);
    return value;
  };
  let entry;
  let leaf;
  let checkpoint;
  await step('entry', async () => {
    leaf = await sha256(Uint8Array.of(0), bytes(proof.entry));
    entry = JSON.parse(text(bytes(proof.entry)));
    if (entry.type !== 'recommendation') throw new Error(`the entry is a ${entry.type}, not a recommendation`);
    if (id && entry.id !== id) throw new Error(`the entry is that of ${entry.id}, not of ${id}`);
    if (!same(leaf, bytes(proof.leaf))) throw new Error(`its hash is ${hex(leaf)}, not ${hex(bytes(proof.leaf))}`);
    return `its hash is ${hex(leaf)}`;
  });
  await step('request', () => opens(needed(entry, 'the entry'), 'request', proof.request));
  await step('answer', () => opens(needed(entry, 'the entry'), 'answer', proof.answer));
  await step('checkpoint', () => {
    checkpoint = parse(proof.checkpoint);
    if (checkpoint.size !== proof.treeSize) throw new Error(`it has ${checkpoint.size} entries, the path is for ${proof.treeSize}`);
    return `its ${checkpoint.size} entries have the root ${hex(checkpoint.root)}`;
  });
  await step('path', async () => {
    const { root, hashes } = await climb(leaf, proof.index, proof.treeSize, proof.path);
    return same(needed(checkpoint, 'the checkpoint').root, root)
      ? { detail: `${hashes.length} ${hashes.length === 1 ? 'hash leads' : 'hashes lead'} from entry ${proof.index} to the checkpoint's root`, hashes }
      : { ok: false, detail: `it leads to ${hex(root)}, which is not the checkpoint's root`, hashes };
  });
  await step('signature', async () => {
    const [name, number, ...rest] = key.trim().split('+');
    const typed = bytes(rest.join('+'));
    const hash = await sha256(utf8(`${name}\n`), typed);
    if (typed.length !== 33 || typed[0] !== 1 || hex(hash.slice(0, 4)) !== number) throw new Error('the key is not like name+id+key');
    if (needed(checkpoint, 'the checkpoint').name !== name) throw new Error(`the checkpoint is of the log ${checkpoint.name}, the key of ${name}`);
    const verifier = await crypto.subtle.importKey('raw', typed.slice(1), 'Ed25519', false, ['verify']).catch(() => {
      throw new Error('this browser cannot check Ed25519: use a newer one, or an export');
    });
    for (const { signer, raw } of checkpoint.signatures) {
      if (signer === name && hex(raw.slice(0, 4)) === number
          && await crypto.subtle.verify('Ed25519', verifier, raw.slice(4), utf8(checkpoint.signed))) {
        return `${name}+${number} signed the checkpoint`;
      }
    }
    throw new Error(`no signature of the checkpoint is one of ${name}+${number}`);
  });
  return steps;
}
