// Brings the colours of a piece's text onto its drawing; the marks of words that differ stay around
// them. diffs.js fetches it together with diff2html.
function colourDrawing(text, drawn) {
  const lines = colouredLines(text);
  for (const table of drawn.querySelectorAll("tbody")) colourTable(table, lines);
}

// Each line of a text: its mark and words as a whole, and the parts of the words, each with its style.
function colouredLines(text) {
  const lines = [[]];
  for (const node of textNodes(text)) {
    const style = node.parentNode.matches("span[class]") ? node.parentNode.className : "";
    node.data.split("\n").forEach((part, at) => {
      if (at) lines.push([]);
      if (part) lines.at(-1).push({ part, style });
    });
  }
  return lines.filter(({ length }) => length).map((parts) => {
    const whole = parts.map(({ part }) => part).join("");
    const [{ part, style }, ...others] = parts;
    return { whole, parts: [{ part: part.slice(1), style }, ...others] };
  });
}

function textNodes(within) {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

// A table has all lines or those of one side, in their order. A row that is none of them gets no colour.
function colourTable(table, lines) {
  let from = 0;
  for (const row of table.rows) {
    const place = row.querySelector(".d2h-code-line-ctn");
    if (!place || row.querySelector(".d2h-code-side-emptyplaceholder")) continue;
    const mark = row.querySelector(".d2h-code-line-prefix").textContent.replace("\u00a0", " ");
    const shown = mark + place.textContent;
    const at = lines.findIndex(({ whole }, index) => index >= from && whole === shown);
    if (at < 0) continue;
    paint(place, lines[at].parts);
    from = at + 1;
  }
}

// The parts and the text nodes of a line hold the same words, but end at different places.
function paint(place, parts) {
  const nodes = textNodes(place);
  for (const { part, style } of parts) {
    for (let left = part.length; left > 0; ) {
      const node = nodes.shift();
      if (node.length > left) nodes.unshift(node.splitText(left));
      left -= node.length;
      if (style) wrap(node, style);
    }
  }
}

function wrap(node, className) {
  const span = Object.assign(document.createElement("span"), { className });
  node.replaceWith(span);
  span.append(node);
}
