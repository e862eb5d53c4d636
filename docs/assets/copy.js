// What the copy button copies. A change gives its new side, without the marks; a terminal block
// gives its commands, without the prompt and the output, and what is typed at Python's prompts after
// "flask shell". The buttons of theme.js copy data-copy.
function newSide(lines) {
  return lines.filter((line) => !/^(-|@@)/.test(line)).map((line) => line.slice(1));
}

const COMPOUND = /^>>> (async|class|def|for|if|match|try|while|with)\b/;

function isOpen(text) {
  return text.replace(/[^([{]/g, "").length > text.replace(/[^)\]}]/g, "").length;
}

function commands(lines) {
  let dialogue = false, statement = "", typedBefore = false;
  return lines.filter((line) => {
    if (line.startsWith("$ ")) dialogue = line === "$ flask shell";
    if (line.startsWith(">>> ")) statement = line;
    // Three dots go on with what was typed in the line before; elsewhere they stand for output.
    const goesOn = typedBefore && /^\.\.\.( |$)/.test(line) && (COMPOUND.test(statement) || isOpen(statement));
    if (goesOn) statement += line;
    typedBefore = dialogue && (line.startsWith(">>> ") || goesOn);
    return line.startsWith("$ ") || typedBefore;
  }).map((line) => line.replace(/^(\$|>>>|\.\.\.) ?/, ""));
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
