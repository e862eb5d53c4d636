// Slides by reveal.js: the address names the slide, so that a reload stays on it.
Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0.02,
  center: false,
  hash: true,
  controlsTutorial: false,
  slideNumber: "c/t",
  transition: "none",
  plugins: [RevealNotes],
});
