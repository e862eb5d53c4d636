// The theme puts each copy button into a <nav>: to a screen reader, a page of ten blocks would have
// ten places to go to, all without a name. The button is enough.
function takeFromLandmarks() {
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) {
    nav.setAttribute("role", "none");
  }
}

new MutationObserver(takeFromLandmarks).observe(document.body, { childList: true, subtree: true });
takeFromLandmarks();
