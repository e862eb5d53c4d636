// The theme opens all that is folded before a page is printed, answers and hints, too. What is folded
// on the screen is marked before it does so, and site.css keeps it folded on paper.
addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("details")) each.classList.toggle("folded", !each.open);
}, { capture: true });
