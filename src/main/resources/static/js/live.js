// Looks again every five seconds, while somebody looks at the page and has not stopped it.
const SECONDS = 5;
const PATIENCE = 60_000;
const PARTS = ['shown', 'columns', 'rest'];
const button = document.querySelector('[data-pause]');
const said = document.querySelector('[data-said]');
let paused = false;
let asked = 0; // how often somebody stopped it or went on: what was asked for before is too late then
let underWay = false;

/** Only what is new: some readers say what is written anew, though it is the same. */
const say = words => words === said.textContent || (said.textContent = words);
const going = () => say(paused ? 'Paused.' : `New numbers come every ${SECONDS} seconds.`);

async function refresh() {
  const run = asked;
  underWay = true;
  try {
    const reply = await fetch(location.href, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(PATIENCE) });
    if (!reply.ok && reply.status !== 400) throw new Error(reply.status); // 400: the page says why
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    if (run !== asked) return;
    for (const part of PARTS.map(id => document.getElementById(id))) {
      // What the keyboard is in stays, or it would have to begin anew.
      if (!part.contains(document.activeElement)) part.replaceWith(page.getElementById(part.id));
    }
    going();
  } catch {
    if (run === asked) say('The service did not answer just now. What you see is older; it is tried again.');
  } finally {
    underWay = false;
  }
}

button.hidden = false;
button.addEventListener('click', () => {
  paused = !paused;
  asked++;
  button.textContent = paused ? 'Go on' : 'Pause';
  going();
});
setInterval(() => paused || document.hidden || underWay || refresh(), SECONDS * 1000);
going();
