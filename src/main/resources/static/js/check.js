// Checks the proof of the record on the page, with the service's key or the visitor's own, and says in words what came of it.
import { verify } from './proof.js';

const section = document.getElementById('check');
const find = selector => section.querySelector(selector);
const WORDS = {
  browser: 'This browser can check it',
  entry: 'The entry is about this record',
  request: 'What was asked is what was recorded',
  answer: 'What was answered is what was recorded',
  checkpoint: 'The checkpoint can be read',
  path: 'The path leads to the signed root',
  signature: 'The log’s key signed it',
  shown: 'This page shows its title, outcome, statement, facts and rules',
};

const element = (name, words, kind) => {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...[words].flat());
  return made;
};
const short = hash => element('code', `${hash.slice(0, 12)}…`);

function verdict(good, head, words) {
  find('.verdict').classList.toggle('bad', !good);
  find('.verdict').replaceChildren(element('p', [element('strong', head), ` ${words}`]));
}

/** The leaf above, the root below; each hash beside its neighbour, on the side where it stands. */
function draw(steps, proof) {
  const path = steps.find(step => step.name === 'path');
  const leaf = Array.from(atob(proof.leaf), letter => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  const hashes = path?.hashes ?? [];
  const rows = [];
  let own = element('span', ['This entry ', short(leaf)], 'own');
  hashes.forEach(({ side, sibling, hash }, at) => {
    const other = element('span', ['neighbour ', short(sibling)]);
    rows.push(element('div', side === 'left' ? [other, own] : [own, other], `pair ${side}`));
    own = element('span', [at === hashes.length - 1 ? 'Root ' : 'both ', short(hash)], 'own');
  });
  if (path?.hashes) rows.push(element('div', [own], 'pair root'));
  find('.path').replaceChildren(...(path?.hashes ? rows : [element('p', 'There is no path that can be followed.')]));
  find('.hashes tbody').replaceChildren(...hashes.map(({ side, sibling, hash }) =>
    element('tr', [element('td', side), ...[sibling, hash].map(one => element('td', element('code', one)))])));
}

/** What is missing of an erased record was erased; of any other the service left it out. */
function left(step, proof) {
  if (!['request', 'answer'].includes(step.name) || proof[step.name]) return step;
  return 'erased' in section.dataset ? { ...step, gone: true }
    : { ...step, ok: false, detail: 'the service left it out, and the record is not erased' };
}

/** The page came from the service: what it shows is only as good as what was proven. */
function shown(proof) {
  const bytes = Uint8Array.from(atob(proof.answer.bytes), letter => letter.charCodeAt(0));
  const answer = JSON.parse(new TextDecoder().decode(bytes));
  const words = selector => document.querySelector(selector)?.textContent ?? '';
  const title = words('h1');
  const rules = Array.from(document.querySelectorAll('.trace [data-rule]'), one => one.textContent);
  const other = Object.entries({
    title: (answer.title ?? title) === title,
    outcome: (answer.outcome ?? '') === (section.dataset.outcome ?? '') && words('.said [data-outcome] code') === (answer.outcome ?? ''),
    statement: words('[data-statement]') === (answer.statement ?? ''),
    facts: JSON.stringify(JSON.parse(words('[data-facts]'))) === JSON.stringify(answer.facts ?? {}),
    rules: JSON.stringify(rules) === JSON.stringify((answer.trace ?? []).map(one => one.rule)),
  }).filter(([, same]) => !same).map(([what]) => what);
  return { name: 'shown', ok: !other.length, detail: other.length
    ? `the record has another ${other.join(', ')}; its title is “${answer.title ?? answer.status}”` : `“${title}”` };
}

let runs = 0;

/** What was found before is no answer to this check. */
function begin() {
  find('.verdict').classList.remove('bad');
  find('.verdict').replaceChildren(element('p', 'Checking…'));
  for (const list of ['.checks', '.path', '.hashes tbody', '.checkpoint']) find(list).replaceChildren();
  return ++runs;
}

async function check() {
  const run = begin();
  const typed = find('#key').value.trim();
  const whose = typed ? 'the key you gave' : 'the key this service gave: compare it with one you keep elsewhere';
  try {
    const reply = await fetch(section.dataset.proof, { headers: { Accept: 'application/json' } });
    const proof = await reply.json();
    if (!reply.ok) throw new Error(proof.detail ?? `the service answered ${reply.status}`);
    const steps = (await verify(proof, typed || section.dataset.key, section.dataset.id)).map(step => left(step, proof));
    if (run !== runs) return; // a newer check was asked for meanwhile
    if (steps.some(({ name, ok, gone }) => name === 'answer' && ok && !gone)) steps.push(shown(proof));
    const failed = steps.filter(step => !step.ok).length;
    const gone = steps.some(step => step.gone);
    find('.checks').replaceChildren(...steps.map(step => element('li', [
      element('span', step.gone ? 'Erased' : step.ok ? 'Holds' : 'Fails', step.gone ? 'tag' : step.ok ? 'tag good' : 'tag bad'), ' ',
      element('strong', WORDS[step.name] ?? step.name), element('p', step.detail, 'muted')])));
    draw(steps, proof);
    find('.checkpoint').textContent = proof.checkpoint;
    if (failed) verdict(false, 'Not proven.', `${failed} of ${steps.length} checks fail; below is which, and why. Checked with ${whose}.`);
    else if (gone) verdict(true, 'Proven, as far as it is left.', `Its entry is in the log as it was signed. What was asked and answered was erased, and cannot be checked any more. Checked with ${whose}.`);
    else verdict(true, 'Proven.', `This record is in the log as it was signed: all ${steps.length} checks hold. Checked with ${whose}.`);
  } catch (failure) {
    if (run !== runs) return;
    begin();
    verdict(false, 'Not checked.', `The proof cannot be read: ${failure.message}. Try again in a moment.`);
  }
}

find('[data-scripts]').hidden = false;
find('.keyed').addEventListener('submit', event => {
  event.preventDefault();
  check();
});
check();
