// The field for a text, made of the parts of CodeMirror.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { css } from "@codemirror/lang-css";
import { html } from "@codemirror/lang-html";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

const WIDE = indentUnit.of("    "); // two is the rule without it
const KINDS = { css: () => css(), html: () => html({ autoCloseTags: false }), py: () => [python(), WIDE] };
export const HINT = "Ctrl+Enter (on a Mac Cmd+Enter) runs it again. Tab indents. To leave the text by keyboard: Esc, then Tab.";

// Returns what shows a text of a file in the place; what somebody makes of it is told.
export function field(place, changed) {
  const view = new EditorView({ parent: place });
  const told = EditorView.updateListener.of((update) => {
    if (update.docChanged) changed(update.state.doc.toString());
  });
  return (path, text, hint) => view.setState(EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      syntaxHighlighting(classHighlighter),
      keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
      KINDS[path.split(".").pop()]?.() ?? [],
      EditorView.contentAttributes.of({ "aria-label": path, "aria-describedby": hint, tabindex: "0" }),
      told,
    ],
  }));
}
