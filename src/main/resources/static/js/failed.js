// Says it where something that htmx asked for did not come: what is seen is older then. The next answer that comes takes the words away.

const said = new WeakMap();

function fail({ detail: { requestConfig: { elt }, target, xhr } }) {
  const place = target?.isConnected ? target : elt;
  const notice = said.get(elt) ?? document.createElement('div');
  const stops = 'stops' in elt.dataset;
  notice.className = 'notice bad';
  notice.setAttribute('role', 'alert');
  if (!notice.isConnected) place.before(notice);
  said.set(elt, notice);
  const words = document.createElement('p');
  const head = document.createElement('strong');
  head.textContent = xhr.status ? 'The service could not answer this.' : 'The service did not answer.';
  const next = !stops ? 'What you see is older. Try again in a moment, or load the page again.'
    : xhr.status === 404 ? 'It knows nothing of this any more: it was started anew meanwhile. Go back, and start it again.'
      : 'It is not looked again by itself. Load the page again in a moment.';
  words.append(head, ` ${next}`);
  notice.replaceChildren(words);
  if (stops) window.htmx.remove(elt); // or it would ask for ever
}

document.addEventListener('htmx:responseError', fail);
document.addEventListener('htmx:sendError', fail);
document.addEventListener('htmx:beforeSwap', ({ detail: { requestConfig, shouldSwap } }) => shouldSwap && said.get(requestConfig.elt)?.remove());
