// Slides by reveal.js: the address names the slide, so that a reload stays on it. On an upright
// phone a whole slide would be tiny, so there its words and its code are read as on any page.
const roomy = matchMedia("(min-width: 600px), (orientation: landscape)");

if (roomy.matches) {
  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0.02,
    center: false,
    hash: true,
    controlsTutorial: false,
    scrollActivationWidth: null,
    slideNumber: "c/t",
    transition: "none",
    plugins: [RevealNotes],
  });
}
roomy.addEventListener("change", () => location.reload());
