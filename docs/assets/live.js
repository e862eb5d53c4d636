// Run it here: what runs is fetched on the press, and nothing of it before.
"use strict";
const isThere = document.querySelector("meta[name=live]"); // a site can be built without
for (const place of isThere ? document.querySelectorAll(".live") : []) {
  const { page, name, besidePage, besideName } = place.dataset;
  const frameOf = (page, title) => Object.assign(document.createElement("iframe"), { src: `${page}#pressed`, title });
  const figureOf = (page, name) => {
    const figure = document.createElement("figure"), caption = document.createElement("figcaption");
    caption.textContent = name;
    figure.append(caption, frameOf(page, name));
    return figure;
  };
  document.getElementById(place.dataset.under)?.after(place); // an exercise is begun where it says so
  place.hidden = false;
  const button = place.querySelector("button");
  button.onclick = () => {
    if (besidePage) place.replaceChildren(figureOf(page, name), figureOf(besidePage, besideName));
    else place.replaceChildren(frameOf(page, button.textContent));
    place.classList.toggle("live-both", Boolean(besidePage));
    place.firstElementChild.scrollIntoView({ block: "nearest" });
  };
}
