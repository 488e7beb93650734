// The editor itself: Ace in the place of the page's text area. Each file has a session of its own, with its own way back.
import { inRules, inYaml } from "./context.js";
import { offers } from "./offers.js";

/* Ace is a script of its own, loaded before this module; its colours are in css/editor.css, for both themes. */
const { ace } = window;
const THEME = "ace/theme/rolecall";
ace.define(THEME, ["require", "exports"], (_, exports) => Object.assign(exports, { cssClass: "ace-rolecall", cssText: "", isDark: false }));
ace.config.set("useStrictCSP", true);
ace.config.setDefaultValue("session", "useWorker", false); // the service checks; a worker knows nothing of policies
const mode = (path) => (path.endsWith(".drl") ? "ace/mode/drools" : path.endsWith(".yaml") ? "ace/mode/yaml" : "ace/mode/text");

export class Writing {
  #sessions = new Map();
  #markers = [];

  /** @param vocabulary gives what may be written now */
  constructor(area, labelledBy, vocabulary, changed) {
    const place = document.createElement("div");
    place.className = "ace-place";
    place.setAttribute("role", "group");
    place.setAttribute("aria-labelledby", labelledBy);
    area.before(place);
    area.hidden = true;
    area.disabled = true; // its text comes from here now
    this.changed = changed;
    this.ace = ace.edit(place, {
      theme: THEME,
      wrap: true,
      showPrintMargin: false,
      tabSize: 4,
      useSoftTabs: true,
      showFoldWidgets: false,
      highlightGutterLine: false,
      enableKeyboardAccessibility: true,
      enableBasicAutocompletion: [completer(() => this.path, vocabulary)],
      enableLiveAutocompletion: true,
    });
    this.ace.renderer.setPadding(8);
    place.querySelectorAll(".ace_scrollbar").forEach((bar) => (bar.tabIndex = -1)); // no place to stop with Tab
    this.ace.commands.removeCommands(["showSettingsMenu", "openCommandPalette", "gotoline"]); // of files that are not shipped
  }

  open(path, text) {
    let session = this.#sessions.get(path);
    if (!session || session.getValue() !== text) {
      session = ace.createEditSession(text, mode(path));
      session.setUseWrapMode(true);
      session.on("change", () => this.changed(path, session.getValue()));
      this.#sessions.set(path, session);
    }
    this.path = path;
    this.ace.setSession(session);
  }

  hold(still) {
    this.ace.setReadOnly(still);
  }

  text() {
    return this.ace.getValue();
  }

  /** To a line and, in UTF-16 units from 0, a column. */
  go(line, column) {
    this.ace.gotoLine(line, column, false);
    this.ace.focus();
  }

  line(number) {
    return this.ace.session.getLine(number - 1);
  }

  /** @param marks with line, from, to, text and type */
  show(marks) {
    const { session } = this.ace;
    this.#markers.forEach(([owner, id]) => owner.removeMarker(id));
    this.#markers = marks.map(({ line, from, to, type }) => {
      const range = new ace.Range(line - 1, from, line - 1, to);
      return [session, session.addMarker(range, `mistake ${type}`, "text")];
    });
    session.setAnnotations(marks.map(({ line, from, text, type }) => ({ row: line - 1, column: from, text, type })));
  }
}

function completer(path, vocabulary) {
  return {
    id: "rolecall",
    triggerCharacters: ["@", "(", '"', "."],
    identifierRegexps: [/[a-zA-Z_0-9-]/],
    getCompletions(editor, session, position, prefix, done) {
      const before = session.getLines(0, position.row - 1).slice(0, position.row).join("\n");
      const text = `${position.row ? `${before}\n` : ""}${session.getLine(position.row).slice(0, position.column)}`;
      const context = path().endsWith(".drl") ? inRules(text) : inYaml(text);
      vocabulary().then(
        (known) => done(null, offers(context, known).map((one, i, all) => ({ ...entry(one), score: all.length - i }))),
        () => done(null, []), // no vocabulary: there is nothing to offer, and what is written can still be checked
      );
    },
  };
}

/** What stands in parentheses is written next. */
function entry({ text, meta, says }) {
  return {
    caption: text.replace("(  )", ""),
    ...(text.includes("(  )") ? { snippet: text.replace("(  )", "( $1 )$0") } : { value: text }),
    meta,
    ...(says && { docText: says }),
  };
}
