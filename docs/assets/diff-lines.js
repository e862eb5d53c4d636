// The lines of the files stand on some pages of their own, which a diff page leads to. One of them is
// fetched when a reader comes near a file that is on it, and its lines are put where they belong. All
// are fetched for the browser's own search, and for paper. What can't be fetched stays a link.
const asked = new Map(); // what is on its way, by its address

const pageOf = (later) => later.firstElementChild.href.split("#")[0];
const waitingFor = (page) => [...document.querySelectorAll(".later")].filter((later) => pageOf(later) === page);

async function fetchLines(page) {
  try {
    const answer = await fetch(page);
    if (answer.ok) putLines(await answer.text());
  } catch {
    // without a network, or from a file: the links are shown
  }
  asked.delete(page);
  waitingFor(page).forEach((later) => later.classList.add("lost"));
}

// The heading of each file is on this page already.
function putLines(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const { id, children } of page.querySelectorAll("section")) {
    const [, ...lines] = children;
    document.getElementById(id)?.querySelector(".later")?.replaceWith(...lines);
    document.querySelectorAll(`#${CSS.escape(id)} .piece`).forEach((piece) => observer.observe(piece));
  }
}

function bring(later) {
  const page = pageOf(later);
  if (!asked.has(page)) asked.set(page, fetchLines(page));
}

const coming = new IntersectionObserver((seen) => {
  seen.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => bring(target));
}, { rootMargin: "100% 0px" });

function bringAll() {
  document.querySelectorAll(".later").forEach(bring);
}

// Who opens the browser's own search, by keyboard or from a menu, leaves the page with the focus.
addEventListener("blur", bringAll);
addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
  if (key === "F3" || ((ctrlKey || metaKey) && key.toLowerCase() === "f")) bringAll();
});

// A browser prints what is there when this returns. Of what is given, paper has the names alone.
addEventListener("beforeprint", () => {
  const needed = new Set([...document.querySelectorAll(".later:not(.asides *)")].map(pageOf));
  for (const page of needed) {
    const request = new XMLHttpRequest();
    request.open("GET", page, false);
    try {
      request.send();
      if (request.status === 200) putLines(request.responseText);
    } catch {
      // the link is printed
    }
    waitingFor(page).forEach((later) => later.classList.add("lost"));
  }
});

document.querySelectorAll(".later").forEach((later) => coming.observe(later));
