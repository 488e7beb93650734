// What is changed of a version: whole texts by path, null for a file taken out. The texts of the version are fetched when needed.

const encode = (path) => path.split("/").map(encodeURIComponent).join("/");

export class Draft {
  #before = new Map();

  /** @param known paths that the version has */
  constructor(policy, base, known) {
    this.policy = policy;
    this.base = base;
    this.known = known;
    this.files = new Map();
  }

  /** The version's text of a file, of which the page brought one along. */
  knows(path, text) {
    this.#before.set(path, Promise.resolve(text));
  }

  /** Null where the version has no such file. */
  before(path) {
    if (!this.#before.has(path)) {
      const text = this.known.has(path) ? this.#fetch(path) : Promise.resolve(null);
      text.catch(() => this.#before.delete(path)); // the next one who asks tries again
      this.#before.set(path, text);
    }
    return this.#before.get(path);
  }

  async text(path) {
    return this.files.has(path) ? this.files.get(path) : this.before(path);
  }

  write(path, text) {
    this.files.set(path, text);
  }

  /** A text that is the version's own is no change; tells whether it was. */
  async settle(path) {
    const before = await this.before(path).catch(() => undefined); // not known: it is a change
    return this.files.get(path) === before && this.files.delete(path);
  }

  mark(path) {
    if (!this.files.has(path)) {
      return "";
    }
    return this.files.get(path) === null ? "removed" : this.known.has(path) ? "changed" : "new";
  }

  /** As the service's own form has it. */
  into(form) {
    for (const [path, text] of this.files) {
      if (text === null) {
        form.append("removed", path);
      } else {
        form.append("path", path);
        form.append("content", text);
      }
    }
  }

  async #fetch(path) {
    const answer = await fetch(
      `/v1/policies/${encodeURIComponent(this.policy)}/versions/${this.base}/files/${encode(path)}`,
      { headers: { Accept: "text/plain" } },
    ).catch(() => null);
    if (!answer?.ok) {
      throw new Error(`${path} could not be read. Try again in a moment.`);
    }
    return (await answer.text()).replaceAll("\r\n", "\n");
  }
}
