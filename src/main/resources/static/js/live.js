// Looks again every five seconds, while somebody looks at the page and has not stopped it.
const SECONDS = 5;
const PARTS = ['shown', 'columns', 'rest'];
const button = document.querySelector('[data-pause]');
const said = document.querySelector('[data-said]');
let paused = false;

/** Only what is new: some readers say what is written anew, though it is the same. */
const say = words => words === said.textContent || (said.textContent = words);
const going = () => say(paused ? 'Paused.' : `New numbers come every ${SECONDS} seconds.`);

async function refresh() {
  try {
    const reply = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (!reply.ok) throw new Error(reply.status);
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    for (const part of PARTS.map(id => document.getElementById(id))) {
      // What the keyboard is in stays, or it would have to begin anew.
      if (!part.contains(document.activeElement)) part.replaceWith(page.getElementById(part.id));
    }
    going();
  } catch {
    say('The service did not answer just now. What you see is older; it is tried again.');
  }
}

button.hidden = false;
button.addEventListener('click', () => {
  paused = !paused;
  button.textContent = paused ? 'Go on' : 'Pause';
  going();
});
setInterval(() => paused || document.hidden || refresh(), SECONDS * 1000);
going();
