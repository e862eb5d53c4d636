// What the copy button copies. A change gives its new side, without the marks; a terminal block
// gives its commands, without the prompt and the output. Both builders' themes copy data-copy.
function newSide(lines) {
  return lines.filter((line) => !/^(-|@@)/.test(line)).map((line) => line.slice(1));
}

function commands(lines) {
  return lines.filter((line) => line.startsWith("$ ")).map((line) => line.slice(2));
}

function tellCopyButtons(selector, wanted) {
  for (const block of document.querySelectorAll(selector)) {
    const lines = block.querySelector("code").textContent.replace(/\n$/, "").split("\n");
    block.dataset.copy = wanted(lines).join("\n");
    // A change that only takes lines away has nothing to paste, and no button in site.css.
    block.classList.toggle("nothing-to-copy", !block.dataset.copy);
  }
}

tellCopyButtons(".language-diff", newSide);
tellCopyButtons(".language-console", commands);
