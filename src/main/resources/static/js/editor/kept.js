// Keeps a draft in the browser, by policy and version, so that a closed tab loses nothing.

const PREFIX = "rolecall.draft";
const key = (policy, base) => `${PREFIX}/${policy}/${base}`;

/** Whether it is kept; a browser may refuse, or have no room. */
export function keep(policy, base, files) {
  try {
    if (files.size === 0) {
      localStorage.removeItem(key(policy, base));
    } else {
      localStorage.setItem(key(policy, base), JSON.stringify({ at: Date.now(), files: [...files] }));
    }
    return true;
  } catch {
    return files.size === 0;
  }
}

/** Null where there is none, or what is there is no draft. */
export function kept(policy, base) {
  try {
    const { at, files } = JSON.parse(localStorage.getItem(key(policy, base)));
    return { at: new Date(at), files: new Map(files) };
  } catch {
    return null;
  }
}

/** Other versions of the policy that have a draft. */
export function others(policy, base) {
  try {
    const start = key(policy, "");
    return Object.keys(localStorage)
      .filter((one) => one.startsWith(start) && one !== key(policy, base))
      .map((one) => Number(one.slice(start.length)))
      .filter(Number.isInteger);
  } catch {
    return [];
  }
}
